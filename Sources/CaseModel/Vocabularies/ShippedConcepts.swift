/// The vocabularies that ship with the tool. A dataset adds to them, or words them anew, in its table `concepts`.
package enum ShippedConcepts {
    /// One concept a line: scheme, code, label, definition, broader code.
    private static let lines = #"""
        access-ground|anonymity-order|Anonymity order|A court has ordered that a person must not be identified.|court-order
        access-ground|consent-withdrawn|Consent withdrawn|Somebody who had agreed to publication no longer agrees.|
        access-ground|copyright|Copyright|Somebody else holds the rights in the material and has not licensed it.|
        access-ground|court-order|Court order|A court has forbidden or limited publication.|
        access-ground|data-protection|Data protection|Data protection law forbids or limits publication.|
        access-ground|minor|Minor|The record concerns a child or somebody who was a child at the time.|
        access-ground|operational-sensitivity|Operational sensitivity|Publication would expose methods that an authority needs to keep confidential.|
        access-ground|relative-privacy|Privacy of relatives|The record concerns a relative or partner of somebody involved, who has a private life of their own.|
        access-ground|source-protection|Protection of sources|Publication could reveal who supplied information in confidence.|
        access-ground|sub-judice|Sub judice|Publication could prejudice proceedings that are still running.|
        access-ground|victim-privacy|Privacy of victims|The record concerns somebody who was harmed, or their dignity after death.|
        access-ground|witness-safety|Safety of witnesses|Publication could endanger somebody who gave evidence.|
        access-level|internal|Internal|For the keepers of the dataset only.|
        access-level|public|Public|For everybody.|
        access-level|registered|Registered|For readers who have given their name and accepted the terms of use.|
        access-level|researcher|Researcher|For researchers whose project has been approved.|
        access-level|sealed|Sealed|For nobody until the seal is lifted.|
        case-kind|civil-dispute|Civil dispute|A case that is mainly about claims between parties.|
        case-kind|custody-death|Death in custody|A case about somebody who died while held by the state.|
        case-kind|homicide|Homicide|A case about the unlawful killing of one person or several.|
        case-kind|miscarriage-of-justice|Miscarriage of justice|A case about a wrongful conviction or another wrong decision of a court.|
        case-kind|police-contact-death|Death after police contact|A case about a death during or after contact with the police.|
        case-kind|police-failure|Failure of policing|A case about what the police did not do, or did wrongly.|
        case-kind|public-disaster|Public disaster|A case about an event that killed or harmed many and that raises questions of responsibility.|
        case-status|closed|Closed|Nothing further is expected.|
        case-status|dormant|Dormant|Nothing is happening, but the case has not ended.|
        case-status|open|Open|Proceedings or inquiries are running or expected.|
        case-status|reopened|Reopened|Closed at one time, and open again.|
        certainty|confirmed|Confirmed|Established by a court or reported alike by independent sources.|
        certainty|doubtful|Doubtful|Probably not so.|
        certainty|possible|Possible|May be so; the sources leave it open.|
        certainty|probable|Probable|More likely than not, or inferred with good reason.|
        date-boundary|after|After|The event took place later than the date given.|
        date-boundary|before|Before|The event took place earlier than the date given.|
        date-boundary|begins|Begins|The date is when it began; its end is not known.|
        date-boundary|ends|Ends|The date is when it ended; its beginning is not known.|
        date-boundary|exact|Exact|The date given is the date of the event.|
        date-boundary|observed|Observed|On the date given it was seen to be so; it may have begun earlier and ended later.|
        document-kind|appeal-for-information|Appeal for information|A public request to come forward with information.|
        document-kind|audio-recording|Audio recording|A recording of sound.|
        document-kind|complaint|Complaint|A written complaint.|
        document-kind|coroner-report|Coroner's report|A report by a coroner on what a death has shown.|
        document-kind|correspondence|Correspondence|Letters or messages from one party to another.|
        document-kind|court-judgment|Judgment|A court's decision with its reasons.|
        document-kind|court-order|Order of a court|What a court directed, without its reasons.|
        document-kind|expert-report|Expert report|An opinion given by an expert for proceedings.|
        document-kind|handwritten-note|Handwritten note|A short text written by hand.|
        document-kind|inquest-record|Record of inquest|The form on which the conclusion of an inquest is recorded.|
        document-kind|investigation-report|Investigation report|What an investigating body reports at the end of its work.|
        document-kind|legal-filing|Legal filing|A document lodged with a court by a party.|
        document-kind|photograph|Photograph|A photographic image.|
        document-kind|policy|Policy|Rules or guidance of an organization.|
        document-kind|press-statement|Press statement|A text given to the press for publication.|
        document-kind|prevention-report|Report to prevent deaths|A coroner's report on what should change so that others do not die.|coroner-report
        document-kind|transcript|Transcript|Spoken words written down.|
        document-kind|video-recording|Video recording|A recording of moving images.|
        document-kind|witness-statement|Witness statement|A signed account by a witness.|
        event-kind|admission|Admission|A body or person acknowledges something about its own conduct.|public-statement
        event-kind|apology|Apology|Somebody says sorry for what happened.|public-statement
        event-kind|apprehension|Apprehension|A suspect is caught.|
        event-kind|arrest|Arrest|Somebody is arrested.|apprehension
        event-kind|bail|Release on bail|Somebody is at liberty on conditions while proceedings continue.|
        event-kind|body-left|Leaving of a body|The body of a dead person is moved or left somewhere.|
        event-kind|campaign|Campaign|Sustained efforts to bring about a decision or a change.|
        event-kind|charge|Charge|Somebody is formally accused of an offence.|
        event-kind|complaint|Complaint|A complaint is made.|
        event-kind|contact|Contact|People come into contact with one another.|
        event-kind|conviction|Conviction|A court or jury finds somebody guilty.|
        event-kind|criticism|Criticism|Somebody publicly finds fault with a body or person.|public-statement
        event-kind|death|Death|Somebody dies.|
        event-kind|demand|Demand|Somebody publicly calls for something to be done.|public-statement
        event-kind|denial|Denial|Somebody rejects what they are accused of.|public-statement
        event-kind|education|Education|Somebody attends a school, college or university.|
        event-kind|evidence-handling|Handling of evidence|Evidence is collected, tested, kept, lost or passed over.|police-investigation
        event-kind|false-account|False account|Somebody gives investigators an untrue account.|
        event-kind|false-evidence|False evidence|Somebody makes or places evidence that misleads.|
        event-kind|family-inquiry|Inquiries by the family|Relatives or friends look into what happened themselves.|
        event-kind|family-liaison|Family liaison|Contact between the police and the family of somebody who died.|
        event-kind|hearing|Hearing|A court or another body sits.|
        event-kind|imprisonment|Imprisonment|Somebody is held in prison.|
        event-kind|instruction|Instruction of lawyers|Somebody engages lawyers to act for them.|
        event-kind|interview|Interview|Somebody is questioned for publication or for the record.|public-statement
        event-kind|killing|Killing|Somebody is killed by another person.|death
        event-kind|killing-series|Series of killings|Several killings by the same hand, taken together.|
        event-kind|legal-action-announced|Legal action announced|Somebody makes known that they are bringing, or may bring, proceedings.|public-statement
        event-kind|meeting|Meeting|People meet for a stated purpose.|
        event-kind|official-explanation|Official explanation|An authority explains a death or event in a certain way.|
        event-kind|organizational-change|Organizational change|A body is founded, dissolved, renamed, merged or replaced.|
        event-kind|origin|Origin|Where somebody comes from, as sources put it.|
        event-kind|police-investigation|Police investigation|The police look into a death or an offence.|
        event-kind|policy-change|Change of policy|A body changes, or undertakes to change, how it works.|
        event-kind|postponement|Postponement|A planned hearing or step is moved to a later time.|
        event-kind|public-appeal|Public appeal|The public is asked for information or help.|public-statement
        event-kind|public-statement|Public statement|Somebody says something for publication.|
        event-kind|publication|Publication|A document is published.|
        event-kind|recognition-of-link|Recognition of a link|Investigators come to see that matters belong together.|police-investigation
        event-kind|redaction-review|Redaction review|A document is gone through for passages that must not be released.|
        event-kind|release|Release|Somebody is set free.|
        event-kind|report-delivery|Delivery of a report|A report is sent, or due to be sent, to whom it is meant for.|
        event-kind|request|Request|Somebody formally asks an authority for a decision.|
        event-kind|residence|Residence|Somebody lives at a place.|
        event-kind|sentencing|Sentencing|A court passes sentence.|
        event-kind|settlement|Settlement|Parties end a claim by agreement.|
        event-kind|use-of-force|Use of force|Somebody in authority uses force on a person.|
        extent|all|All|Everything passed to the other body.|
        extent|partial|Partial|A part passed to the other body.|
        file-role|original|Original|The file as it was received or made.|
        file-role|redacted|Redacted|A copy from which something was taken out.|
        file-role|text|Text|The words of another file as plain text.|
        file-role|thumbnail|Thumbnail|A small picture that stands for another file.|
        file-role|transcript|Transcript|What is heard in another file, written down.|
        file-role|translation|Translation|The words of another file in another language.|
        gender|female|Female|Described as a woman or girl, or with female forms.|
        gender|male|Male|Described as a man or boy, or with male forms.|
        gender|non-binary|Non-binary|Described as neither only a man nor only a woman.|
        gender|other|Other|Described in a way that the other codes do not cover.|
        name-kind|abbreviation|Abbreviation|Initials or another shortened form.|
        name-kind|alias|Alias|A name by which the bearer is also known.|
        name-kind|birth-name|Birth name|The name given at birth.|
        name-kind|colloquial|Colloquial name|An informal name in common use.|
        name-kind|former|Former name|A name that is no longer used.|
        name-kind|legal|Legal name|The name in law.|
        name-kind|misspelling|Misspelling|A form that a source printed by mistake.|
        name-kind|official|Official name|The name that a body uses for itself.|
        name-kind|titled|Name with title|The name with a title, degree or office.|
        name-kind|translated|Translated name|The name in another language.|
        name-kind|variant|Variant|Another form of the name that a source prints.|
        on-expiry|release|Release|The restriction simply ends.|
        on-expiry|review|Review|Somebody decides whether the restriction goes on.|
        organization-kind|barristers-chambers|Barristers' chambers|A set of barristers who practise from shared chambers.|
        organization-kind|broadcast-programme|Broadcast programme|A programme on television or radio.|media
        organization-kind|charity|Charity|A body set up for purposes of public benefit.|
        organization-kind|company|Company|A commercial undertaking.|
        organization-kind|coroner-office|Coroner's office|A coroner's court or the administration of coroners.|
        organization-kind|court|Court|A court of law.|
        organization-kind|family|Family|The relatives of a person, taken together and unnamed.|group
        organization-kind|government-body|Government body|A ministry, agency or other part of central government.|
        organization-kind|group|Group|A number of people who are counted or described, but not named.|
        organization-kind|jury|Jury|The jurors of one trial or inquest.|group
        organization-kind|law-firm|Law firm|A firm of solicitors or other lawyers.|
        organization-kind|local-authority|Local authority|A council or another authority of local government.|
        organization-kind|media|Media organization|An organization that publishes or broadcasts.|
        organization-kind|news-publisher|News publisher|A newspaper, news site or their publisher.|media
        organization-kind|oversight-body|Oversight body|A body that supervises or investigates another one.|
        organization-kind|parliament|Parliament|A legislative assembly or one of its chambers.|
        organization-kind|police-force|Police force|A police service.|
        organization-kind|police-unit|Police unit|A command, department or station of a police force.|
        organization-kind|prison|Prison|A place where people are held by sentence or order.|
        organization-kind|prosecuting-authority|Prosecuting authority|A body that brings criminal prosecutions.|
        organization-kind|school|School|A place of education.|
        organization-kind|trade-union|Trade union|An association of people who work, also of police officers.|
        organization-relation|merged-into|Merged into|The first body became a part of the second.|
        organization-relation|renamed-to|Renamed to|The same body goes on under another name.|
        organization-relation|replaced-by|Replaced by|The second body took over the work of the first.|
        organization-relation|split-into|Split into|The second body is one of several that came out of the first.|
        organization-relation|supervises|Supervises|The first body oversees the second.|
        outcome-effect|affirms|Affirms|The earlier outcome stands.|
        outcome-effect|corrects|Corrects|A mistake in the earlier outcome is put right.|
        outcome-effect|quashes|Quashes|The earlier outcome is void.|
        outcome-effect|remits|Remits|The matter goes back to be decided again.|
        outcome-effect|restores|Restores|An earlier outcome that had fallen stands again.|
        outcome-effect|sets-aside|Sets aside|The earlier outcome no longer has effect.|
        outcome-effect|supersedes|Supersedes|A newer outcome takes the place of the earlier one.|
        outcome-effect|varies|Varies|The earlier outcome stands in a changed form.|
        outcome-kind|acquittal|Acquittal|A defendant is found not guilty.|
        outcome-kind|apology|Apology|A party or body says sorry.|
        outcome-kind|appointment|Appointment|Somebody is given an office or a task.|
        outcome-kind|conviction|Conviction|A defendant is found guilty.|
        outcome-kind|dismissal|Dismissal|A claim or complaint is rejected, or an officer loses their post.|
        outcome-kind|finding|Finding|A body states what it holds to be the fact.|
        outcome-kind|narrative-conclusion|Narrative conclusion|An inquest ends with an account of how somebody died.|
        outcome-kind|no-action|No action|It is decided to do nothing further.|
        outcome-kind|open-conclusion|Open conclusion|An inquest ends without enough evidence for any other conclusion.|
        outcome-kind|order|Order|A court or another authority directs that something be done.|
        outcome-kind|quashing|Quashing|A decision is declared void.|
        outcome-kind|recommendation|Recommendation|A body says what should be done.|
        outcome-kind|referral|Referral|A matter is passed on to another body.|
        outcome-kind|sentence|Sentence|A court lays down the punishment.|
        outcome-kind|settlement|Settlement|The parties end the matter by agreement.|
        outcome-kind|unlawful-killing|Unlawful killing|An inquest concludes that somebody was killed unlawfully.|
        place-kind|area|Area|A part of a city or region without an administration of its own.|
        place-kind|city|City|A city.|settlement
        place-kind|country|Country|A state.|
        place-kind|county|County|A county.|
        place-kind|district|District|A district or borough.|
        place-kind|dwelling|Dwelling|A house or flat.|
        place-kind|jurisdiction|Jurisdiction|A territory with courts and law of its own.|
        place-kind|prison|Prison|The site of a prison.|
        place-kind|public-building|Public building|A court house, police station or other public building.|
        place-kind|settlement|Settlement|A city, town or village.|
        place-kind|street|Street|A street or road.|
        place-kind|town|Town|A town.|settlement
        place-kind|vicinity|Vicinity|The surroundings of another place, no nearer described.|
        proceeding-kind|civil-claim|Civil claim|Somebody seeks compensation or another remedy from another party.|
        proceeding-kind|complaint-investigation|Complaint investigation|A body investigates a complaint about, or the conduct of, an authority.|
        proceeding-kind|criminal-trial|Criminal trial|A court tries somebody for an offence.|
        proceeding-kind|death-report|Report on a death|A coroner reports what a death has shown, beyond the conclusion of an inquest.|
        proceeding-kind|inquest|Inquest|A coroner, with or without a jury, establishes who died and how.|
        proceeding-kind|judicial-review|Judicial review|A higher court examines whether a decision was lawful.|
        proceeding-kind|misconduct-proceeding|Misconduct proceeding|An employer or panel decides whether an officer broke the rules of conduct.|
        proceeding-kind|public-inquiry|Public inquiry|An inquiry set up by government into a matter of public concern.|
        proceeding-kind|review|Review|A body goes over earlier work or earlier matters again.|
        proceeding-relation|appeal-of|Appeal of|The first is an appeal against the result of the second.|
        proceeding-relation|joined-with|Joined with|Both are heard together.|
        proceeding-relation|referred-from|Referred from|The first came about because the second passed the matter on.|
        proceeding-relation|reopened-from|Reopened from|The first takes the second up again.|
        proceeding-relation|retrial-of|Retrial of|The first tries again what the second tried.|
        proceeding-relation|review-of|Review of|The first examines how the second was conducted.|
        proceeding-relation|supersedes|Supersedes|The first takes the place of the second.|
        proceeding-status|concluded|Concluded|The proceeding has ended with a result.|
        proceeding-status|discontinued|Discontinued|The proceeding has ended without a result.|
        proceeding-status|open|Open|The proceeding is running.|
        proceeding-status|planned|Planned|The proceeding is expected or possible, and has not begun.|
        proceeding-status|reopened|Reopened|The proceeding had ended and is running again.|
        proceeding-status|stayed|Stayed|The proceeding has been halted for the time being.|
        proceeding-status|superseded|Superseded|Another proceeding has taken its place.|
        rank|deprecated|Deprecated|Kept for the record; not to be relied on.|
        rank|normal|Normal|Neither put first nor put aside.|
        rank|preferred|Preferred|The best of the statements about this property.|
        rank-reason|closest-in-time|Closest in time|Made nearest to what it describes.|
        rank-reason|court-record|Court record|Rests on what a court decided.|
        rank-reason|later-knowledge|Later knowledge|Made when more was known.|
        rank-reason|misprint|Misprint|The source evidently printed something other than what was meant.|
        rank-reason|most-precise|Most precise|Says more exactly what the others say loosely.|
        rank-reason|most-sources|Most sources|Most of the independent sources say so.|
        rank-reason|outdated|Outdated|Was right once, and no longer is.|
        rank-reason|own-account|Own account|Made by the body or person that it is about.|
        relationship-kind|employed-by|Employed by|The first works for the second.|
        relationship-kind|member-of|Member of|The first belongs to the second.|
        relationship-kind|parent-of|Parent of|The first is a parent of the second.|
        relationship-kind|partner-of|Partner of|The two are or were a couple.|
        relationship-kind|represents|Represents|The first acts as lawyer or spokesperson for the second.|
        relationship-kind|sibling-of|Sibling of|The two have a parent in common.|
        relationship-kind|step-parent-of|Step-parent of|The first is married to or the partner of a parent of the second.|
        reliability|official-record|Official record|Made by a public authority in the course of its duties.|
        reliability|primary|Primary|Made by somebody who took part or was present.|
        reliability|secondary|Secondary|Reports what others said or did, and says who they are.|
        reliability|unverified|Unverified|Origin or trustworthiness is not known.|
        revision-action|correct|Correct|A value was put right.|
        revision-action|create|Create|A record was made.|
        revision-action|erase|Erase|A record was removed for good.|
        revision-action|merge|Merge|Two records of the same thing became one.|
        revision-action|release|Release|A restriction was lifted.|
        revision-action|restrict|Restrict|A restriction was put on a record.|
        revision-action|retract|Retract|A record was withdrawn, but kept.|
        revision-action|split|Split|A record that mixed two things became two.|
        revision-reason|court-order|Court order|A court required it.|
        revision-reason|duplicate|Duplicate|The same thing had been recorded twice.|
        revision-reason|erasure-request|Request for erasure|The person concerned asked for it.|
        revision-reason|first-entry|First entry|The record was entered for the first time.|
        revision-reason|new-source|New source|A source came to light that says more.|
        revision-reason|policy|Policy|The keepers' own rules required it.|
        revision-reason|privacy|Privacy|Somebody's private life required it.|
        revision-reason|source-corrected|Source corrected|The source itself published a correction.|
        revision-reason|transcription-error|Transcription error|A source had been read or copied wrongly.|
        role|accuser|Accuser|Says publicly that somebody acted wrongly.|
        role|addressee|Addressee|The person or body to which something is directed.|
        role|applicant|Applicant|Asks a court or authority for a decision.|
        role|appointing-authority|Appointing authority|Is to appoint, or appointed, somebody.|
        role|author|Author|Wrote the document or statement concerned.|
        role|barrister|Barrister|Acts as an advocate.|lawyer
        role|bereaved-family|Bereaved family|The family of somebody who died, as a party or as those affected.|relative
        role|chief-coroner|Chief coroner|Heads the coroners of a jurisdiction.|coroner
        role|claimant|Claimant|Brings a civil claim.|
        role|complainant|Complainant|Made a complaint, or says they were the victim of an offence.|
        role|convicted-person|Convicted person|Was found guilty.|
        role|coroner|Coroner|Conducts an inquest or acts in a coroner's office.|
        role|court|Court|The court before which something takes place.|
        role|deceased|Deceased|Somebody whose death is looked into.|
        role|decision-maker|Decision-maker|Took or takes the decision concerned.|
        role|defendant|Defendant|Stands trial or is sued.|
        role|expert|Expert|Gives an expert opinion.|
        role|inquiring-relative|Inquiring relative|A relative or friend who looks into what happened.|relative
        role|instructing-client|Client|Instructs a lawyer.|
        role|interested-person|Interested person|Has a recognized right to take part in an inquest or inquiry.|
        role|interviewee|Interviewee|Is interviewed.|
        role|investigating-body|Investigating body|The body that conducts an investigation.|investigator
        role|investigator|Investigator|Investigates.|
        role|judge|Judge|Presides over a court, or is to preside.|
        role|juror|Juror|Sits on a jury.|
        role|jury|Jury|The jury that decides on the facts.|
        role|lawyer|Lawyer|Acts as a lawyer, in whatever branch of the profession.|
        role|lead-investigator|Lead investigator|Leads an investigation.|investigator
        role|liaison-officer|Liaison officer|Keeps contact between the police and a family.|officer
        role|officer|Officer|A police officer involved.|
        role|officer-under-investigation|Officer under investigation|A police officer whose conduct is being investigated.|officer
        role|organizer|Organizer|Arranges an event or programme.|
        role|participant|Participant|Took part, in no more definite role.|
        role|person-concerned|Person concerned|The person whom a fact is about.|
        role|police-force|Police force|The force that acts, or whose actions are in question.|
        role|predecessor|Predecessor|The body whose work passed to another.|
        role|prisoner|Prisoner|Is held in prison.|
        role|prosecutor|Prosecutor|Brings a prosecution.|
        role|relative|Relative|Is related to a person involved.|
        role|respondent|Respondent|Answers a claim, application or complaint.|
        role|school|School|The place of education attended.|
        role|senior-officer|Senior officer|A police officer of senior rank who speaks or decides.|officer
        role|solicitor|Solicitor|Acts as a solicitor.|lawyer
        role|speaker|Speaker|Makes the statement concerned.|
        role|spokesperson|Spokesperson|Speaks for a body or for other people.|speaker
        role|successor|Successor|The body that took over the work of another.|
        role|suspect|Suspect|Is suspected of an offence.|
        role|victim|Victim|Was killed, hurt or wronged.|
        role|whistleblower|Whistleblower|Reports wrongdoing from inside.|
        role|witness|Witness|Saw or heard something, or gives evidence.|
        source-kind|book|Book|A book or a part of one.|
        source-kind|broadcast|Broadcast|A programme on radio, television or the internet.|
        source-kind|court-record|Court record|A record made by a court.|
        source-kind|interview|Interview|A conversation recorded for the dataset.|
        source-kind|legislation|Legislation|A law or an instrument made under it.|
        source-kind|news-article|News article|A report in a newspaper or on a news site.|
        source-kind|official-report|Official report|A report by a public body.|
        source-kind|press-release|Press release|A text that a body issued to the press.|
        source-kind|scholarly-article|Scholarly article|An article in an academic journal.|
        source-kind|social-media-post|Social media post|A post on a social network.|
        source-kind|web-page|Web page|A page of the web that is none of the others.|
        stance|contradicts|Contradicts|The source says something that cannot stand beside the statement.|
        stance|mentions|Mentions|The source speaks of it without taking a position.|
        stance|retracts|Retracts|The source takes the statement back.|
        stance|supports|Supports|The source says so.|
        statement-relation|contradicts|Contradicts|Both cannot be right, at least in one natural reading.|
        statement-relation|corrects|Corrects|The first puts the second right.|
        statement-relation|corroborates|Corroborates|The first says the same as the second, from another source.|
        statement-relation|derived-from|Derived from|The first was inferred from the second.|
        statement-relation|retracts|Retracts|The first takes the second back.|
        statement-relation|supersedes|Supersedes|The first describes a later state than the second.|
        statement-status|accepted|Accepted|Taken as it stands; no source at hand disputes it.|
        statement-status|disputed|Disputed|Another statement, or a person concerned, contradicts it.|
        statement-status|erroneous|Erroneous|Known to be wrong; kept because a source says it.|
        statement-status|retracted|Retracted|Taken back by whoever made it.|
        statement-status|superseded|Superseded|Right at its time, and overtaken since.|
        statement-status|unreviewed|Unreviewed|Recorded as somebody's claim or opinion, and not examined.|
        """#

    /// As rows of the table `concepts`, in canonical order: by `scheme/code`, each as if it ended in `>`.
    package static let rows: [Row] = {
        var rows: [Row] = []
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            rows.append(Row(values: [parts[0], parts[1], parts[2], parts[3], parts[4], ""]))
        }
        return rows.sorted { a, b in
            let left = CanonicalOrder.key(of: a, in: .concepts)
            let right = CanonicalOrder.key(of: b, in: .concepts)
            return left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { CanonicalOrder.compare(left, $0) < 0 }
            }
        }
    }()
}

extension ShippedConcepts {
    /// `scheme/code` of each row.
    package static let keys: [[UInt8]] = rows.map { CanonicalOrder.key(of: $0, in: .concepts) }

    /// The codes of a scheme, in their order.
    package static func codes(of scheme: String) -> [String] {
        rows.filter { $0.text(0) == scheme }.map { $0.text(1) }
    }
}

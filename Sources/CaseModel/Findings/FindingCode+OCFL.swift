extension FindingCode {
    // What can be wrong with an OCFL object or storage root: the codes of https://ocfl.io/1.1/spec/validation-codes.html
    // that can be decided from the files alone.
    public static let ocflE001 = FindingCode(
        "ocfl-e001", "A file or folder is in an object's folder that has no place there.",
        hint: "find out where it comes from; move it out of the object")
    public static let ocflE002 = FindingCode(
        "ocfl-e002", "An object's declaration is not named as Namaste files are.",
        hint: "rename it 0=ocfl_object_ and the version")
    public static let ocflE003 = FindingCode(
        "ocfl-e003", "An object has no declaration of its OCFL version, or more than one.",
        hint: "take the declaration from another copy; one of each object is all there may be")
    public static let ocflE004 = FindingCode(
        "ocfl-e004", "An object's declaration is not named 0=, ocfl_object_ and the version.",
        hint: "rename it as the specification has it")
    public static let ocflE005 = FindingCode(
        "ocfl-e005", "The name of an object's declaration does not begin with 0=.",
        hint: "rename it as the specification has it")
    public static let ocflE006 = FindingCode(
        "ocfl-e006", "The name of an object's declaration does not say ocfl_object_ and a version of OCFL.",
        hint: "rename it, or verify it with a program that knows the version")
    public static let ocflE007 = FindingCode(
        "ocfl-e007", "An object's declaration does not hold what its name says, and a line end.",
        hint: "write the text behind the equals sign into it, with one line end")
    public static let ocflE008 = FindingCode(
        "ocfl-e008", "An object has no version.", hint: "take it from another copy")
    public static let ocflE009 = FindingCode(
        "ocfl-e009", "The first version of an object is not version 1.", hint: "take the object from another copy")
    public static let ocflE010 = FindingCode(
        "ocfl-e010", "A version of an object is missing between others, or its folder is not there.",
        hint: "take the version's folder from another copy")
    public static let ocflE011 = FindingCode(
        "ocfl-e011", "A version's number has no zero before it, while those of the same object are padded.",
        hint: "number a new object without padding")
    public static let ocflE012 = FindingCode(
        "ocfl-e012", "The versions of an object are not all named alike.",
        hint: "rename the version as the first one is")
    public static let ocflE013 = FindingCode(
        "ocfl-e013", "A version is not named as those before it.", hint: "rename the version as those before it are")
    public static let ocflE014 = FindingCode(
        "ocfl-e014", "A content path is in a version directory under another name than it has.",
        hint: "write the version's name as its folder has it")
    public static let ocflE015 = FindingCode(
        "ocfl-e015", "A file is in a version directory that has no place there.",
        hint: "find out where it comes from; content belongs into the content directory")
    public static let ocflE016 = FindingCode(
        "ocfl-e016", "A version has content, and no content directory.",
        hint: "take the version's folder from another copy")
    public static let ocflE017 = FindingCode(
        "ocfl-e017", "The name of the content directory has a slash in it, or is no text.",
        hint: "name a folder right in the version's folder")
    public static let ocflE018 = FindingCode(
        "ocfl-e018", "The name of the content directory is empty, \".\" or \"..\".",
        hint: "name a folder right in the version's folder")
    public static let ocflE019 = FindingCode(
        "ocfl-e019", "The content directory is not set in the first version, or not in all alike.",
        hint: "set it in the inventory of every version")
    public static let ocflE020 = FindingCode(
        "ocfl-e020", "The content directory changes from version to version.", hint: "keep the one of the first version"
    )
    public static let ocflE023 = FindingCode(
        "ocfl-e023", "A file of a content directory is not in the manifest of an inventory.",
        hint: "find out where it comes from; remove it, or make a version that names it")
    public static let ocflE024 = FindingCode(
        "ocfl-e024", "A folder in a content directory is empty.",
        hint: "remove it, or put a file such as .keep into it and into the inventory")
    public static let ocflE025 = FindingCode(
        "ocfl-e025", "An inventory's digestAlgorithm is neither sha512 nor sha256.",
        hint: "make the inventory anew with sha512")
    public static let ocflE029 = FindingCode(
        "ocfl-e029", "A SHA-1 digest is not written as 40 hexadecimal digits.",
        hint: "take the inventory from another copy")
    public static let ocflE030 = FindingCode(
        "ocfl-e030", "A SHA-256 digest is not written as 64 hexadecimal digits.",
        hint: "take the inventory from another copy")
    public static let ocflE031 = FindingCode(
        "ocfl-e031", "A SHA-512 digest is not written as 128 hexadecimal digits.",
        hint: "take the inventory from another copy")
    public static let ocflE032 = FindingCode(
        "ocfl-e032", "A BLAKE2b digest is not written as 128 hexadecimal digits.",
        hint: "take the inventory from another copy")
    public static let ocflE033 = FindingCode(
        "ocfl-e033", "An inventory is not JSON as OCFL has it.", hint: "take the inventory from another copy")
    public static let ocflE036 = FindingCode(
        "ocfl-e036", "An inventory lacks one of id, type, digestAlgorithm and head.", hint: "add the key")
    public static let ocflE037 = FindingCode(
        "ocfl-e037", "An object's id is no text, is not the same in all inventories, or is that of another object too.",
        hint: "give each object an id of its own, the same in every version")
    public static let ocflE038 = FindingCode(
        "ocfl-e038", "An inventory's type is not that of the OCFL version which the object declares.",
        hint: "write the inventory's type as the object's declaration has it")
    public static let ocflE040 = FindingCode(
        "ocfl-e040", "An inventory's head is not its last version, or not the version that it is in.",
        hint: "take the inventory from another copy")
    public static let ocflE041 = FindingCode(
        "ocfl-e041", "An inventory has no manifest or no versions.", hint: "take the inventory from another copy")
    public static let ocflE042 = FindingCode(
        "ocfl-e042", "A content path is not one in a content directory of the object.",
        hint: "write it from the object's folder: version, content directory, path")
    public static let ocflE043 = FindingCode(
        "ocfl-e043", "An inventory has no block of versions.", hint: "take the inventory from another copy")
    public static let ocflE044 = FindingCode(
        "ocfl-e044", "The versions of an inventory are not an object under the key versions.",
        hint: "take the inventory from another copy")
    public static let ocflE045 = FindingCode(
        "ocfl-e045", "The versions of an inventory are not a JSON object.", hint: "take the inventory from another copy"
    )
    public static let ocflE046 = FindingCode(
        "ocfl-e046", "The versions of the inventory are not those whose folders are there.",
        hint: "take the inventory or the version's folder from another copy")
    public static let ocflE047 = FindingCode(
        "ocfl-e047", "A version in an inventory is not a JSON object.", hint: "take the inventory from another copy")
    public static let ocflE048 = FindingCode(
        "ocfl-e048", "A version in an inventory lacks created or state.", hint: "add the key")
    public static let ocflE049 = FindingCode(
        "ocfl-e049", "The time at which a version was created is not written as RFC 3339 has it.",
        hint: "write date, time with seconds, and the offset from UTC")
    public static let ocflE050 = FindingCode(
        "ocfl-e050",
        "A digest of a state is not in the manifest as it is written there, or a state is no object of arrays.",
        hint: "write the digest as the manifest has it")
    public static let ocflE051 = FindingCode(
        "ocfl-e051", "A logical path is no text.", hint: "write each path as a string")
    public static let ocflE052 = FindingCode(
        "ocfl-e052", "A logical path has an empty element, \".\" or \"..\" in it.", hint: "write the path without it")
    public static let ocflE053 = FindingCode(
        "ocfl-e053", "A logical path begins or ends with a slash.", hint: "write the path without it")
    public static let ocflE054 = FindingCode(
        "ocfl-e054", "The user of a version has no name, or is no object of texts.", hint: "give the user a name")
    public static let ocflE056 = FindingCode(
        "ocfl-e056", "A fixity block is of a digest algorithm that no specification has.",
        hint: "use the name that the specification or its extensions have")
    public static let ocflE057 = FindingCode(
        "ocfl-e057", "A fixity block is not an object of digests with arrays of content paths.",
        hint: "take the inventory from another copy")
    public static let ocflE058 = FindingCode(
        "ocfl-e058", "An inventory has no file beside it with its digest.",
        hint: "make it from the inventory, once that is known to be whole")
    public static let ocflE059 = FindingCode(
        "ocfl-e059", "The file with an inventory's digest is named after another algorithm than the inventory's.",
        hint: "make it by the inventory's digestAlgorithm")
    public static let ocflE060 = FindingCode(
        "ocfl-e060", "An inventory's bytes are not those whose digest is beside it.",
        hint: "take both from another copy, and find out what altered them")
    public static let ocflE061 = FindingCode(
        "ocfl-e061", "The file with an inventory's digest is not a digest, white space and inventory.json.",
        hint: "make it anew, once the inventory is known to be whole")
    public static let ocflE063 = FindingCode(
        "ocfl-e063", "An object has no inventory.",
        hint: "take it from the folder of the last version, or from another copy")
    public static let ocflE064 = FindingCode(
        "ocfl-e064", "An object's inventory is not the same as that of its last version.",
        hint: "find out which of the two is right; take it from another copy")
    public static let ocflE066 = FindingCode(
        "ocfl-e066", "Two inventories of an object do not say the same of a version's files.",
        hint: "take the inventories from another copy, and find out what altered them")
    public static let ocflE067 = FindingCode(
        "ocfl-e067", "A file is in an object's folder extensions, beside the extensions.",
        hint: "move it into the folder of its extension")
    public static let ocflE069 = FindingCode(
        "ocfl-e069", "A storage root has no declaration that it is one.", hint: "take the declaration from another copy"
    )
    public static let ocflE070 = FindingCode(
        "ocfl-e070", "ocfl_layout.json is not a JSON object with the texts extension and description.",
        hint: "write both keys")
    public static let ocflE071 = FindingCode(
        "ocfl-e071", "The layout of a storage root is not a registered extension.",
        hint: "name the extension as it is registered")
    public static let ocflE072 = FindingCode(
        "ocfl-e072", "A file of a storage root is no part of an object.",
        hint: "find out where it comes from; move it away")
    public static let ocflE073 = FindingCode("ocfl-e073", "A folder of a storage root is empty.", hint: "remove it")
    public static let ocflE075 = FindingCode(
        "ocfl-e075", "A storage root's declaration is not named as Namaste files are.",
        hint: "rename it 0=ocfl_ and the version")
    public static let ocflE076 = FindingCode(
        "ocfl-e076", "A storage root has no declaration of its OCFL version, or more than one.",
        hint: "take it from another copy; one is all there may be")
    public static let ocflE077 = FindingCode(
        "ocfl-e077", "A storage root's declaration is not named 0=, ocfl_ and the version.",
        hint: "rename it as the specification has it")
    public static let ocflE078 = FindingCode(
        "ocfl-e078", "The name of a storage root's declaration does not begin with 0=.",
        hint: "rename it as the specification has it")
    public static let ocflE079 = FindingCode(
        "ocfl-e079", "The name of a storage root's declaration does not say ocfl_ and a version of OCFL.",
        hint: "rename it, or verify it with a program that knows the version")
    public static let ocflE080 = FindingCode(
        "ocfl-e080", "A storage root's declaration does not hold what its name says, and a line end.",
        hint: "write the text behind the equals sign into it, with one line end")
    public static let ocflE081 = FindingCode(
        "ocfl-e081", "An object follows a later version of OCFL than its storage root.",
        hint: "raise the version that the storage root declares")
    public static let ocflE084 = FindingCode(
        "ocfl-e084", "A file is in a folder between a storage root and its objects.",
        hint: "find out where it comes from; move it away")
    public static let ocflE085 = FindingCode(
        "ocfl-e085", "A folder of a storage root ends without an object.",
        hint: "take the object from another copy, or remove the folder")
    public static let ocflE086 = FindingCode(
        "ocfl-e086", "A file is in an OCFL 1.0 storage root's folder extensions, beside the extensions.",
        hint: "move it into the folder of its extension")
    public static let ocflE088 = FindingCode(
        "ocfl-e088", "A folder of a storage root is neither on the way to an object nor an extension.",
        hint: "move it out of the storage root")
    public static let ocflE090 = FindingCode(
        "ocfl-e090", "There is a link or a device in an object or a storage root.", hint: "put the file itself there")
    public static let ocflE092 = FindingCode(
        "ocfl-e092", "A file is not there, or its bytes are not those that a manifest has.",
        hint: "take the file from another copy, and find out what altered it")
    public static let ocflE093 = FindingCode(
        "ocfl-e093", "A file is not as a fixity block says.",
        hint: "take the file from another copy, if the manifest says so too; else the block is wrong")
    public static let ocflE094 = FindingCode(
        "ocfl-e094", "The message of a version is no text.", hint: "write it as a string")
    public static let ocflE095 = FindingCode(
        "ocfl-e095", "A logical path is twice in a version, or is also a folder of another.",
        hint: "take the inventory from another copy")
    public static let ocflE096 = FindingCode(
        "ocfl-e096", "A digest is twice in a manifest.", hint: "put the content paths under one of the two")
    public static let ocflE097 = FindingCode(
        "ocfl-e097", "A digest is twice in a fixity block.", hint: "put the content paths under one of the two")
    public static let ocflE099 = FindingCode(
        "ocfl-e099", "A content path has an empty element, \".\" or \"..\" in it.", hint: "write the path without it")
    public static let ocflE100 = FindingCode(
        "ocfl-e100", "A content path begins or ends with a slash.", hint: "write the path without it")
    public static let ocflE101 = FindingCode(
        "ocfl-e101", "A content path is twice in an inventory, or is also a folder of another.",
        hint: "take the inventory from another copy")
    public static let ocflE102 = FindingCode(
        "ocfl-e102", "An inventory has a key that OCFL does not have.",
        hint: "remove the key; put what it says into a file of the object")
    public static let ocflE103 = FindingCode(
        "ocfl-e103", "A version follows a later version of OCFL than one behind it.",
        hint: "make the next version by the later specification")
    public static let ocflE104 = FindingCode(
        "ocfl-e104", "A version in an inventory is not named v and a number.",
        hint: "name it as its folder, v and a number")
    public static let ocflE105 = FindingCode(
        "ocfl-e105", "A version in an inventory has no number from 1 on.", hint: "number versions 1, 2, 3")
    public static let ocflE106 = FindingCode(
        "ocfl-e106", "The manifest of an inventory is not a JSON object.", hint: "take the inventory from another copy")
    public static let ocflE107 = FindingCode(
        "ocfl-e107", "A digest of the manifest is in no version's state.", hint: "take the inventory from another copy")
    public static let ocflE108 = FindingCode(
        "ocfl-e108", "The content directory is not right in the version's folder.",
        hint: "name a folder right in the version's folder")
    public static let ocflE110 = FindingCode(
        "ocfl-e110", "An object's id changes from version to version.", hint: "give it the same id in every version")
    public static let ocflE111 = FindingCode(
        "ocfl-e111", "The fixity block is not a JSON object.", hint: "take the inventory from another copy")
    public static let ocflE112 = FindingCode(
        "ocfl-e112", "A file is in a storage root's folder extensions, beside the extensions.",
        hint: "move it into the folder of its extension")
    public static let ocflW001 = FindingCode(
        "ocfl-w001", .warning, "The numbers of an object's versions are padded with zeros.",
        hint: "none is needed; number new objects without")
    public static let ocflW002 = FindingCode(
        "ocfl-w002", .warning, "A folder is in a version directory beside the content directory; it was not verified.",
        hint: "move what belongs to the object into the content directory of a new version")
    public static let ocflW003 = FindingCode(
        "ocfl-w003", .warning, "A version has a content directory, and no file in it.", hint: "remove the empty folder")
    public static let ocflW004 = FindingCode(
        "ocfl-w004", .warning, "An inventory's digests are by SHA-256, and SHA-512 is recommended.",
        hint: "none is needed; use sha512 in new objects")
    public static let ocflW005 = FindingCode(
        "ocfl-w005", .warning, "An object's id is no URI.", hint: "give new objects a URI, such as a URN")
    public static let ocflW007 = FindingCode(
        "ocfl-w007", .warning, "A version does not say who made it, or why.",
        hint: "give new versions a message and a user")
    public static let ocflW008 = FindingCode(
        "ocfl-w008", .warning, "The user of a version has no address.",
        hint: "give an e-mail address or an ORCID iD as a URI")
    public static let ocflW009 = FindingCode(
        "ocfl-w009", .warning, "The address of a version's user is no URI.", hint: "write it as mailto: or https:")
    public static let ocflW010 = FindingCode(
        "ocfl-w010", .warning, "A version has no inventory of its own.",
        hint: "none is needed; write one into new versions")
    public static let ocflW011 = FindingCode(
        "ocfl-w011", .warning, "Two inventories do not say the same of who made a version, when, and why.",
        hint: "find out which of the two is right")
    public static let ocflW013 = FindingCode(
        "ocfl-w013", .warning, "An object has an extension that is not registered.",
        hint: "document it in the storage root, or register it")
    public static let ocflW015 = FindingCode(
        "ocfl-w015", .warning, "Some objects are right in a storage root, and others in folders of it.",
        hint: "keep all of them in one way")
    public static let ocflW016 = FindingCode(
        "ocfl-w016", .warning, "A storage root has an extension that is not registered.",
        hint: "document it in the storage root, or register it")

    /// Every code that verifying an OCFL object or storage root reports of its own.
    public static let ocfl: [FindingCode] = [
        .ocflE001, .ocflE002, .ocflE003, .ocflE004, .ocflE005, .ocflE006, .ocflE007, .ocflE008, .ocflE009, .ocflE010,
        .ocflE011, .ocflE012, .ocflE013, .ocflE014, .ocflE015, .ocflE016, .ocflE017, .ocflE018, .ocflE019, .ocflE020,
        .ocflE023, .ocflE024, .ocflE025, .ocflE029, .ocflE030, .ocflE031, .ocflE032, .ocflE033, .ocflE036, .ocflE037,
        .ocflE038, .ocflE040, .ocflE041, .ocflE042, .ocflE043, .ocflE044, .ocflE045, .ocflE046, .ocflE047, .ocflE048,
        .ocflE049, .ocflE050, .ocflE051, .ocflE052, .ocflE053, .ocflE054, .ocflE056, .ocflE057, .ocflE058, .ocflE059,
        .ocflE060, .ocflE061, .ocflE063, .ocflE064, .ocflE066, .ocflE067, .ocflE069, .ocflE070, .ocflE071, .ocflE072,
        .ocflE073, .ocflE075, .ocflE076, .ocflE077, .ocflE078, .ocflE079, .ocflE080, .ocflE081, .ocflE084, .ocflE085,
        .ocflE086, .ocflE088, .ocflE090, .ocflE092, .ocflE093, .ocflE094, .ocflE095, .ocflE096, .ocflE097, .ocflE099,
        .ocflE100, .ocflE101, .ocflE102, .ocflE103, .ocflE104, .ocflE105, .ocflE106, .ocflE107, .ocflE108, .ocflE110,
        .ocflE111, .ocflE112, .ocflW001, .ocflW002, .ocflW003, .ocflW004, .ocflW005, .ocflW007, .ocflW008, .ocflW009,
        .ocflW010, .ocflW011, .ocflW013, .ocflW015, .ocflW016,
    ]
}

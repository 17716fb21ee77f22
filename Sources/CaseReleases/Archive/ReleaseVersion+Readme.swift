extension ReleaseVersion {
    /// What stands in every version for whoever finds the storage root without this program.
    static let readmeText = """
        WHAT THIS IS

        This folder, or what this file lies beside, is one version of an object of a
        storage root of the Oxford Common File Layout (OCFL 1.1, https://ocfl.io/1.1/spec/).
        Each version is one release of a dataset: a bag (BagIt 1.0, RFC 8493, which is
        https://www.rfc-editor.org/rfc/rfc8493), kept so that every file of it can be had
        again, byte for byte. caseexport wrote it. You do not need that program to read it.

        A version has

          release.json          which release it is
          bag/...               the files of the bag
          base/...  patch/...   large files of the bag that differ in little from what an
                                earlier version has: the file of the earlier version,
                                whole, and the difference, a unified diff
          README.txt            this file

        If there is no folder "patch", bag/ is all of the bag.


        HOW TO GET THE BAG BACK

        With the program, where PATH is the folder that has the storage root "ocfl" in it,
        and RELEASE is what release.json says:

            caseexport restore PATH RELEASE --output restored

        Without it, in two steps.

        1. Lay out the version. The object's folder has a file inventory.json. In it,
        "versions", then the version's name (v3, say), then "state" gives a digest for each
        path of the version; "manifest" gives for each digest where the file is, from the
        object's folder on. Copy each file of the version to its path in a new folder.
        (Programs for OCFL do this for you: they call it checking out, or getting, a version.)

        2. In the new folder, run these commands of any Unix system:

            mkdir restored
            cp -R bag/. restored/
            [ ! -d patch ] || find patch -type f -name '*.patch' | while IFS= read -r p; do
                f=${p#patch/}
                f=${f%.patch}
                mkdir -p "restored/$(dirname "$f")"
                cp "base/$f" "restored/$f"
                patch --binary "restored/$f" "$p"
            done

        (--binary belongs to GNU patch, which would otherwise change the ends of lines on
        some systems. If your patch does not know it, leave it out.)


        HOW TO CHECK IT

            cd restored
            sha512sum -c manifest-sha512.txt
            sha512sum -c tagmanifest-sha512.txt

        Every line has to end in "OK". data/README.txt says what the dataset is.


        HOW TO READ A DIFFERENCE WITHOUT patch

        Lines are counted from 1. "@@ -12,3 +14,2 @@" says: instead of the 3 lines of the
        base from line 12 on, the file has 2 lines, which are its lines from 14 on. The
        lines that go follow, each behind a "-"; then the lines that come, each behind a
        "+". A number of lines that is not given is 1. If it is 0, the line number is that
        of the line before. A line that begins with a backslash says that the line above it
        has no line feed at its end. All other lines are those of the base.

        """
}

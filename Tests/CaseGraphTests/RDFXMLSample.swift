/// A small file with everything in it.
enum RDFXMLSample {
    static let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE rdf:RDF [
          <!ENTITY e "http://e/"><!ENTITY node "<e:T rdf:about='&e;t'/>"><!ATTLIST e:d xml:lang CDATA "de">
        ]>
        <!-- first -->
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="&e;" xml:base="http://b/x" xml:lang="en">
          <e:T rdf:about="&e;s" e:a="1 > 2 &lt; 3" rdf:type="t">
            <e:p>a&amp;b\r\nc\td &#13; &#x1F600; ]]&gt; é<![CDATA[<x>]]]]><![CDATA[>]]> <!-- c -->e<?p i?></e:p>
            <e:p rdf:ID="i" rdf:datatype="dt">1</e:p>
            <e:d>ü</e:d>
            <e:q rdf:parseType="Literal">x &amp; <y b='2"&#9;' a='>' xmlns='u:v'><!-- z --><z xmlns=''/></y>&#13;<?p i?></e:q>
            <e:q rdf:parseType="Collection"><rdf:Description rdf:nodeID="n"/>&node;</e:q>
            <e:q rdf:parseType="Resource"><rdf:li>l</rdf:li><rdf:li rdf:resource="#r"/></e:q>
            <e:q>
              &node;
            </e:q>
          </e:T>
        </rdf:RDF>
        <!-- last -->

        """
}

/* Parses an XML file with libxml2's SAX2 interface and handlers that do nothing; prints the number of elements. */

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static unsigned long elements;

static void started(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *iri, int namespaces,
                    const xmlChar **declared, int attributes, int defaulted, const xmlChar **values) {
    elements++;
}

static void ended(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *iri) {}

static void text(void *context, const xmlChar *characters, int count) {}

int main(int count, char **arguments) {
    static char chunk[1 << 16];
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = started;
    handler.endElementNs = ended;
    handler.characters = text;
    handler.ignorableWhitespace = text;
    handler.cdataBlock = text;

    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: sax FILE\n");
        return 64;
    }
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    size_t length;
    while ((length = fread(chunk, 1, sizeof chunk, file)) > 0) xmlParseChunk(parser, chunk, (int)length, 0);
    xmlParseChunk(parser, chunk, 0, 1);
    int wellFormed = parser->wellFormed;
    xmlFreeParserCtxt(parser);
    fclose(file);
    printf("%lu\n", elements);
    return wellFormed ? 0 : 65;
}

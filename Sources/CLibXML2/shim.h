// libxml2's SAX interface: see https://gnome.pages.gitlab.gnome.org/libxml2/
#include <libxml/xmlversion.h>
// A libxml2 that was built with ICU would bring ICU's headers along, whose types Swift's Foundation has too.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

static void caseexport_ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

// Has libxml2 print nothing on this thread. What concerns a parser is reported to its error handler; libxml2 prints what
// concerns bytes that it cannot convert. (The function that it takes is variadic, which Swift cannot write.)
static inline void caseexport_silence_libxml2(void) { xmlSetGenericErrorFunc(NULL, caseexport_ignore); }

// libxml2's SAX interface: see https://gnome.pages.gitlab.gnome.org/libxml2/
#include <libxml/xmlversion.h>
// A libxml2 that was built with ICU would bring ICU's headers along, whose types Swift's Foundation has too.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

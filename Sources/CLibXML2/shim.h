// libxml2's SAX interface: see https://gnome.pages.gitlab.gnome.org/libxml2/
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

/* Reading the XML answers of AWS's Query protocol: flat documents of known elements, so finding an element by its name
 * is all that is needed. Comments, CDATA and attributes with '>' in them do not occur there and are not understood. */
#ifndef APP_SDK_AWS_XML_H
#define APP_SDK_AWS_XML_H

#include "app/sdk/text.h"

/* Appends the text of the first element of that name, its entities resolved; false where there is none. */
bool aws_xml_text(const char *xml, const char *name, struct text *out);

/* The place behind the first closing tag of that name, or NULL: to walk over repeated elements. */
const char *aws_xml_after(const char *xml, const char *name);

#endif

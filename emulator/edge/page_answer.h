/* What Nube's own pages answer: JSON, a line feed behind it. */
#ifndef NUBE_PAGE_ANSWER_H
#define NUBE_PAGE_ANSWER_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

void page_answer(struct http_response *response, int status, const struct doc *d);

/* {"message": …} */
void page_refuse(struct http_response *response, int status, struct span message);

#endif

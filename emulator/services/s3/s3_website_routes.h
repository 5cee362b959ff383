/* Where a website's configuration leads a request. Pure: on the document that PutBucketWebsite keeps.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html */
#ifndef NUBE_S3_WEBSITE_ROUTES_H
#define NUBE_S3_WEBSITE_ROUTES_H

#include "emulator/base/doc.h"

/* What a redirection makes of a request that came for `key` at `endpoint`, "http://HOST". */
struct s3_website_request {
    struct span endpoint;
    struct span key;   /* decoded, as asked for: without the index document's name */
    struct span query; /* as sent; absent: none */
};

struct s3_website_redirect {
    int status;
    struct span location;
};

/* RedirectAllRequestsTo. False where the configuration has none. */
bool s3_website_redirects_all(struct arena *a, const struct doc *configuration, const struct s3_website_request *r,
                              struct s3_website_redirect *redirect);

/* The first routing rule that fits: with status 0, before the object is looked for, those that name no error; with the
 * status of an error, those that name it. False where none fits. */
bool s3_website_routes(struct arena *a, const struct doc *configuration, const struct s3_website_request *r, int status,
                       struct s3_website_redirect *redirect);

/* The key under which the page lies: that of a folder is its index document. */
struct span s3_website_page_key(struct arena *a, const struct doc *configuration, struct span key);

/* The key of the index document in the folder whose name came without its slash; absent where the key has one, or the
 * configuration no index document. */
struct span s3_website_folder_key(struct arena *a, const struct doc *configuration, struct span key);

#endif

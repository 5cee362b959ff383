/* Paths of behaviors and invalidations.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistV
 * aluesPathPattern
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html */
#ifndef NUBE_CLOUDFRONT_PATHS_H
#define NUBE_CLOUDFRONT_PATHS_H

#include "emulator/base/arena.h"

/* Does the whole text match? * stands for any characters or none, ? for just one; letters in their case. */
bool cloudfront_glob_matches(struct span pattern, struct span text);

/* The same of a behavior's pattern and a path, of which either may lack its leading slash. */
bool cloudfront_path_matches(struct span pattern, struct span path);

/* What behaviors are found by: the path without dot segments, escapes in upper case, and none for unreserved
 * characters (RFC 3986, section 6.2.2). Origins get the path as it came. Nothing is copied where nothing changes. */
struct span cloudfront_path_normal(struct arena *a, struct span path);

/* Does an invalidation's path name what lies at that path and query ("/a?b=c")? Its last * stands for all that begins
 * so; elsewhere a * is itself. */
bool cloudfront_invalidates(struct span pattern, struct span uri);

#endif

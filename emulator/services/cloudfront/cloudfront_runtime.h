/* Running functions by the machine's node, in a process of its own that is started when it is first needed and kept.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-features.html */
#ifndef NUBE_CLOUDFRONT_RUNTIME_H
#define NUBE_CLOUDFRONT_RUNTIME_H

/* From now on functions are run by it (cloudfront_runner.h), where there is a node: that is looked for once. */
void cloudfront_runtime_start(void);

/* Ends the process; a later run starts another. */
void cloudfront_runtime_stop(void);

#endif

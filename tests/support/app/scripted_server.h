/* An HTTP server on loopback that answers from a script, and remembers what it was asked. One connection at a time. */
#ifndef TESTS_SUPPORT_APP_SCRIPTED_SERVER_H
#define TESTS_SUPPORT_APP_SCRIPTED_SERVER_H

#include <stddef.h>

struct scripted_server;

/* Answers the Nth request with the Nth string, with a Content-Length where that lacks one; NULL closes the connection
 * without an answer, and so does every request past the end. The strings must live as long as the server. */
struct scripted_server *scripted_server_start(const char *const *answers, size_t count);
void scripted_server_stop(struct scripted_server *server);

/* "http://127.0.0.1:PORT", and "127.0.0.1:PORT". */
const char *scripted_server_url(const struct scripted_server *server);
const char *scripted_server_address(const struct scripted_server *server);

/* Whole requests, head and body; and how many connections they came over. */
size_t scripted_server_request_count(struct scripted_server *server);
const char *scripted_server_request(struct scripted_server *server, size_t index);
size_t scripted_server_connection_count(struct scripted_server *server);

#endif

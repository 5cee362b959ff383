/* The kinds of protocol that AWS's clients speak; those of a kind word operations and faults alike. */
#ifndef NUBE_PROTOCOL_H
#define NUBE_PROTOCOL_H

enum protocol { PROTOCOL_JSON, PROTOCOL_QUERY, PROTOCOL_REST_JSON, PROTOCOL_REST_XML, PROTOCOL_CBOR };

#endif

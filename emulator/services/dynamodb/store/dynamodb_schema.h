/* The database of DynamoDB. */
#ifndef NUBE_DYNAMODB_SCHEMA_H
#define NUBE_DYNAMODB_SCHEMA_H

/* SQL scripts, ends with NULL: see struct store_schema. */
extern const char *const ddb_schema_scripts[];

#endif

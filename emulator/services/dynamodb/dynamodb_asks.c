/* What calls to DynamoDB ask: tables, one or several, each with the action of what is done to it. */
#include "emulator/services/dynamodb/dynamodb_asks.h"

#include "emulator/core/ask.h"
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

static struct span table_arn(struct call *c, struct span table, struct span index)
{
    if (span_starts(table, "arn:") && !index.size) return table; /* one of another region, which is refused later */
    return index.size ? ddb_arn_text(c, table, "index", index) : ddb_arn_text(c, table, NULL, index);
}

static void ask_arn(struct call *c, const char *member)
{
    struct span arn = doc_get_str(c->in, member);

    if (arn.size) ask_for(c, arn);
}

void ddb_ask_table(struct call *c)
{
    struct span table = doc_get_str(c->in, "TableName");

    if (table.size) ask_for(c, table_arn(c, table, (struct span){ NULL, 0 }));
    else ddb_ask_all(c);
}

void ddb_ask_table_or_index(struct call *c)
{
    ask_for(c, table_arn(c, doc_get_str(c->in, "TableName"), doc_get_str(c->in, "IndexName")));
}

void ddb_ask_all(struct call *c)
{
    ask_for(c, ddb_arn_text(c, SPAN("*"), NULL, SPAN("")));
}

void ddb_ask_batch(struct call *c)
{
    const struct doc *tables = doc_get(c->in, "RequestItems");

    for (uint32_t i = 0; i < doc_count(tables); i++)
        ask_for(c, table_arn(c, tables->map.members[i].name, (struct span){ NULL, 0 }));
}

/* --- transactions ------------------------------------------------------------------------------------------------- */

static void ask_items(struct call *c, const char *member, const char *action)
{
    const struct doc *items = doc_get(c->in, "TransactItems");

    for (size_t i = 0; i < doc_count(items); i++) {
        struct span table = doc_get_str(doc_get(doc_at(items, i), member), "TableName");
        if (table.size) ask_for_action(c, action, table_arn(c, table, (struct span){ NULL, 0 }));
    }
}

void ddb_ask_transact_get(struct call *c)
{
    ask_items(c, "Get", "dynamodb:GetItem");
}

void ddb_ask_transact_write(struct call *c)
{
    ask_items(c, "ConditionCheck", "dynamodb:ConditionCheckItem");
    ask_items(c, "Put", "dynamodb:PutItem");
    ask_items(c, "Update", "dynamodb:UpdateItem");
    ask_items(c, "Delete", "dynamodb:DeleteItem");
}

/* --- PartiQL ------------------------------------------------------------------------------------------------------ */

static void ask_one(struct call *c, const struct doc *statement)
{
    static const char *const actions[] = { [DDB_SELECT] = "dynamodb:PartiQLSelect",
                                           [DDB_INSERT] = "dynamodb:PartiQLInsert",
                                           [DDB_MODIFY] = "dynamodb:PartiQLUpdate",
                                           [DDB_ERASE] = "dynamodb:PartiQLDelete",
                                           [DDB_EXISTS] = "dynamodb:PartiQLSelect" };
    const char *error;
    const struct ddb_statement *s =
        ddb_statement_parse(&c->arena, doc_get_str(statement, "Statement"), doc_get(statement, "Parameters"), &error);

    if (s) ask_for_action(c, actions[s->kind], table_arn(c, s->table, s->index));
}

static void ask_each(struct call *c, const char *member)
{
    const struct doc *statements = doc_get(c->in, member);

    for (size_t i = 0; i < doc_count(statements); i++) ask_one(c, doc_at(statements, i));
}

void ddb_ask_statement(struct call *c)
{
    ask_one(c, c->in);
}

void ddb_ask_statements(struct call *c)
{
    ask_each(c, "Statements");
}

void ddb_ask_transact_statements(struct call *c)
{
    ask_each(c, "TransactStatements");
}

/* --- backups, streams, resources ---------------------------------------------------------------------------------- */

void ddb_ask_backup(struct call *c)
{
    ask_arn(c, "BackupArn");
}

void ddb_ask_resource(struct call *c)
{
    ask_arn(c, "ResourceArn");
}

void ddb_ask_stream(struct call *c)
{
    ask_arn(c, "StreamArn");
}

void ddb_ask_iterator(struct call *c)
{
    struct span iterator = doc_get_str(c->in, "ShardIterator");

    ask_for(c, span_sub(iterator, 0, span_find(iterator, '|')));
}

void ddb_ask_restore(struct call *c)
{
    ddb_ask_backup(c);
    ask_for(c, table_arn(c, doc_get_str(c->in, "TargetTableName"), (struct span){ NULL, 0 }));
}

void ddb_ask_restore_to_time(struct call *c)
{
    struct span arn = doc_get_str(c->in, "SourceTableArn");

    ask_for(c, table_arn(c, arn.size ? arn : doc_get_str(c->in, "SourceTableName"), (struct span){ NULL, 0 }));
    ask_for(c, table_arn(c, doc_get_str(c->in, "TargetTableName"), (struct span){ NULL, 0 }));
}

/* --- exports and imports ------------------------------------------------------------------------------------------ */

void ddb_ask_exported(struct call *c)
{
    ask_for(c, table_arn(c, doc_get_str(c->in, "TableArn"), (struct span){ NULL, 0 }));
}

void ddb_ask_import(struct call *c)
{
    struct span table = doc_get_str(doc_get(c->in, "TableCreationParameters"), "TableName");

    if (table.size) ask_for(c, table_arn(c, table, (struct span){ NULL, 0 }));
    else ddb_ask_all(c);
}

void ddb_ask_import_arn(struct call *c)
{
    ask_arn(c, "ImportArn");
}

void ddb_ask_export(struct call *c)
{
    ask_arn(c, "ExportArn");
}

/* Lists of nodes. */
#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"

void jnode_add(struct arena *a, struct jnode *node, struct jnode *child)
{
    if (node->count == node->room) {
        uint32_t room = node->room ? node->room * 2 : 4;
        struct jnode **bigger = ARENA_ARRAY(a, struct jnode *, room);
        for (uint32_t i = 0; i < node->count; i++) bigger[i] = node->list[i];
        node->list = bigger;
        node->room = room;
    }
    node->list[node->count++] = child;
}

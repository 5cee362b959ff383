/* Handlers of topics. */
#ifndef NUBE_SNS_TOPICS_H
#define NUBE_SNS_TOPICS_H

#include "emulator/services/sns/sns_store.h"

int sns_create_topic(struct call *c);
int sns_delete_topic(struct call *c);
int sns_list_topics(struct call *c);
int sns_get_topic_attributes(struct call *c);
int sns_set_topic_attributes(struct call *c);

#endif

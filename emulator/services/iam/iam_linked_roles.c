/* Roles that are linked to a service: what CreateServiceLinkedRole makes of the service's name. They are deleted at
 * once, since nothing here uses them. */
#include "emulator/services/iam/iam_linked_roles.h"

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_aws_policies.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_roles.h"

#define LINKED_PATH "/aws-service-role/"

/* AWS: these were seen, or are documented by the services:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
static const struct linked {
    const char *service; /* before ".amazonaws.com" */
    const char *name;    /* behind "AWSServiceRoleFor" */
    const char *policy;  /* AWS's, of the path /aws-service-role/ */
    bool takes_suffix;
    const char *description; /* NULL: none */
} linked_roles[] = {
    { "accountdiscovery.ssm", "AmazonSSM_AccountDiscovery", "AWSSystemsManagerAccountDiscoveryServicePolicy" },
    { "acm", "CertificateManager", "CertificateManagerServiceRolePolicy" },
    { "appmesh", "AppMesh", "AWSAppMeshServiceRolePolicy" },
    { "autoscaling-plans", "AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy" },
    { "autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy", .takes_suffix = true },
    { "backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup" },
    { "batch", "Batch", "BatchServiceRolePolicy" },
    { "cassandra.application-autoscaling", "ApplicationAutoScaling_CassandraTable",
      "AWSApplicationAutoscalingCassandraTablePolicy" },
    { "cks.kms", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy" },
    { "cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy" },
    { "codestar-notifications", "CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy" },
    { "config", "Config", "AWSConfigServiceRolePolicy" },
    { "connect", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy", .takes_suffix = true },
    { "dms-fleet-advisor", "DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy" },
    { "dms", "DMSServerless", "AWSDMSServerlessServiceRolePolicy" },
    { "docdb-elastic", "DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy" },
    { "dynamodb.application-autoscaling", "ApplicationAutoScaling_DynamoDBTable",
      "AWSApplicationAutoscalingDynamoDBTablePolicy" },
    { "ec2-instance-connect", "Ec2InstanceConnect", "Ec2InstanceConnectEndpoint" },
    { "ec2.application-autoscaling", "ApplicationAutoScaling_EC2SpotFleetRequest",
      "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy" },
    { "ecr", "ECRTemplate", "ECRTemplateServiceRolePolicy" },
    { "ecs", "ECS", "AmazonECSServiceRolePolicy" },
    { "ecs.application-autoscaling", "ApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy" },
    { "eks-connector", "AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy" },
    { "eks-fargate", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy" },
    { "eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup" },
    { "eks", "AmazonEKS", "AmazonEKSServiceRolePolicy" },
    { "elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy" },
    { "elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy" },
    { "elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy" },
    { "elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy" },
    { "email.cognito-idp", "AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy" },
    { "emr-containers", "AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy" },
    { "emrwal", "EMRWAL", "EMRDescribeClusterPolicyForEMRWAL" },
    { "fis", "FIS", "AmazonFISServiceRolePolicy" },
    { "grafana", "AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy" },
    { "imagebuilder", "ImageBuilder", "AWSServiceRoleForImageBuilder" },
    { "iotmanagedintegrations", "IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy" },
    { "kafka", "Kafka", "KafkaServiceRolePolicy" },
    { "kafkaconnect", "KafkaConnect", "KafkaConnectServiceRolePolicy" },
    { "lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy" },
    { "lambda.application-autoscaling", "ApplicationAutoScaling_LambdaConcurrency",
      "AWSApplicationAutoscalingLambdaConcurrencyPolicy" },
    { "lex", "LexBots", "AmazonLexBotPolicy" },
    { "lexv2", "LexV2Bots", "AmazonLexV2BotPolicy", .takes_suffix = true },
    { "lightsail", "Lightsail", "LightsailExportAccess" },
    { "m2", "AWSM2", "AWSM2ServicePolicy" },
    { "memorydb", "MemoryDB", "MemoryDBServiceRolePolicy" },
    { "mq", "AmazonMQ", "AmazonMQServiceRolePolicy" },
    { "mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy" },
    { "notifications", "AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy" },
    { "observability.aoss", "AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy" },
    { "opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy" },
    { "ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy" },
    { "ops.emr-serverless", "AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy" },
    { "opsdatasync.ssm", "SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy" },
    { "opsinsights.ssm", "AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy" },
    { "pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy" },
    { "ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy" },
    { "rds", "RDS", "AmazonRDSServiceRolePolicy",
      .description = "Allows Amazon RDS to manage AWS resources on your behalf" },
    { "redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy" },
    { "replication.cassandra", "KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy" },
    { "replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy" },
    { "repository.sync.codeconnections", "GitSync", "AWSGitSyncServiceRolePolicy" },
    { "resource-explorer-2", "ResourceExplorer", "AWSResourceExplorerServiceRolePolicy" },
    { "rolesanywhere", "RolesAnywhere", "AWSRolesAnywhereServicePolicy" },
    { "s3-outposts", "S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy" },
    { "ses", "AmazonSES", "AmazonSESServiceRolePolicy" },
    { "shield", "AWSShield", "AWSShieldServiceRolePolicy" },
    { "ssm-incidents", "IncidentManager", "AWSIncidentManagerServiceRolePolicy" },
    { "ssm-quicksetup", "SSMQuickSetup", "SSMQuickSetupRolePolicy" },
    { "ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy" },
    { "sso", "SSO", "AWSSSOServiceRolePolicy",
      .description =
          "Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, policies and SAML IdP on your behalf." },
    { "vpcorigin.cloudfront", "CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy" },
    { "waf", "WAFLogging", "WAFLoggingServiceRolePolicy" },
    { "wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy" },
};

static const struct linked *linked_find(struct call *c, struct span service)
{
    for (size_t i = 0; i < sizeof linked_roles / sizeof *linked_roles; i++)
        if (span_is(service, arena_printf(&c->arena, "%s.amazonaws.com", linked_roles[i].service)))
            return &linked_roles[i];
    return NULL;
}

static struct span role_name(struct call *c, const struct linked *l)
{
    struct span suffix = doc_get_str(c->in, "CustomSuffix");

    return suffix.data ? arena_format(&c->arena, "AWSServiceRoleFor%s_%.*s", l->name, SPAN_ARG(suffix))
                       : arena_format(&c->arena, "AWSServiceRoleFor%s", l->name);
}

static int linked_check(struct call *c, const struct linked *l, struct span service, struct span name)
{
    struct iam_entity other;

    if (!l) return fault(c, &iam_invalid_input, "The service %.*s has no service-linked role.", SPAN_ARG(service));
    if (doc_get(c->in, "CustomSuffix") && !l->takes_suffix)
        return fault(c, &iam_invalid_input, "Custom suffix is not allowed for %.*s", SPAN_ARG(service));
    if (!iam_store_entity_find(c->db, &c->arena, span_of(c->who.account), IAM_ROLE, name, &other)) return 0;
    return fault(c, &iam_invalid_input,
                 "Service role name %.*s has been taken in this account, please try a different suffix.",
                 SPAN_ARG(name));
}

static struct doc *linked_detail(struct call *c, struct span service)
{
    struct doc *detail = doc_map(&c->arena);

    doc_put_format(detail, "AssumeRolePolicyDocument",
                   "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
                   "\"Principal\":{\"Service\":\"%.*s\"}}]}",
                   SPAN_ARG(service));
    doc_put_int(detail, "MaxSessionDuration", 3600);
    return detail;
}

int iam_create_service_linked_role(struct call *c)
{
    struct span service = doc_get_str(c->in, "AWSServiceName"), description = doc_get_str(c->in, "Description");
    const struct linked *l = linked_find(c, service);
    struct iam_entity e = { .kind = IAM_ROLE, .detail = linked_detail(c, service) };
    struct doc *out;

    if (l) e.name = role_name(c, l);
    if (linked_check(c, l, service, e.name)) return -1;
    e.path = arena_format(&c->arena, LINKED_PATH "%.*s/", SPAN_ARG(service));
    if (iam_entity_create(c, &e)) return -1;
    if (!description.data && l->description) {
        e.description = span_of(l->description);
        iam_store_entity_update(c->db, &e);
    }
    iam_store_attached_add(c->db, e.id, arena_format(&c->arena, IAM_AWS_POLICY_ARN "aws-service-role/%s", l->policy));
    out = doc_put_map(c->out, "Role");
    iam_role_put_brief(c, &e, out);
    return 0;
}

/* --- deletion ----------------------------------------------------------------------------------------------------- */

int iam_delete_service_linked_role(struct call *c)
{
    struct iam_entity e;
    char id[37];

    if (iam_entity_of_input(c, &e)) return -1;
    if (!span_starts(e.path, LINKED_PATH))
        return fault(c, &iam_no_such_entity, "The role with name %.*s cannot be found.", SPAN_ARG(e.name));
    iam_store_attached_clear(c->db, e.id);
    if (iam_role_delete(c, &e)) return -1;
    uuid_new(id);
    doc_put_format(c->out, "DeletionTaskId", "task%.*s%.*s/%s", SPAN_ARG(e.path), SPAN_ARG(e.name), id);
    return 0;
}

/* "task/aws-service-role/SERVICE/ROLE/ID": the path and the name. */
static bool task_read(struct span task, struct span *path, struct span *name)
{
    struct span id = arn_last(task), role;

    if (!span_starts(task, "task" LINKED_PATH) || id.size + 1 >= task.size) return false;
    role = span_sub(task, 0, task.size - id.size - 1);
    *name = arn_last(role);
    *path = span_sub(role, 4, role.size - 4 - name->size);
    return name->size > 0 && path->size > sizeof LINKED_PATH;
}

int iam_get_deletion_status(struct call *c)
{
    struct span task = doc_get_str(c->in, "DeletionTaskId"), path, name;

    if (!task_read(task, &path, &name))
        return fault(c, &iam_invalid_input, "The deletion task id %.*s is invalid.", SPAN_ARG(task));
    doc_put_cstr(c->out, "Status", "SUCCEEDED");
    return 0;
}

/* --- what they ask ------------------------------------------------------------------------------------------------ */

void iam_ask_new_linked_role(struct call *c)
{
    struct span service = doc_get_str(c->in, "AWSServiceName");
    const struct linked *l = linked_find(c, service);

    ask_for(c, iam_kind_arn(&c->arena, IAM_ROLE, span_of(c->who.account),
                            arena_format(&c->arena, LINKED_PATH "%.*s/", SPAN_ARG(service)),
                            l ? role_name(c, l) : SPAN("*")));
}

void iam_ask_deletion(struct call *c)
{
    struct span path, name;

    if (task_read(doc_get_str(c->in, "DeletionTaskId"), &path, &name))
        ask_for(c, iam_kind_arn(&c->arena, IAM_ROLE, span_of(c->who.account), path, name));
    else ask_for(c, SPAN("*"));
}

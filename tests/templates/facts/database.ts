import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { getResource, resourcesOfType } from '../../support/template/query.ts';
import { at, type Fact, fact, factBy, listOf } from './fact.ts';

const database = (path: string) => at('Database', path);
const type = (id: string) => (stack: EvaluatedTemplate) => getResource(stack, id).type;
const count = (name: string) => (stack: EvaluatedTemplate) => resourcesOfType(stack, name).length;

const inInstance = <Value>(value: Value) => ({ dev: value, 'dev with a domain': value });
const inCluster = <Value>(value: Value) => ({ staging: value, prod: value });

const parameter = (name: string) => (stack: EvaluatedTemplate) =>
  String(at('DatabaseParameters', `Parameters.${name}`)(stack));

const logs = (stack: EvaluatedTemplate) =>
  listOf(database('EnableCloudwatchLogsExports')(stack)).toSorted();

const policies = (id: string) => (stack: EvaluatedTemplate) => {
  const { deletionPolicy, updateReplacePolicy } = getResource(stack, id);
  return [deletionPolicy, updateReplacePolicy];
};

const secretTemplate = (stack: EvaluatedTemplate) =>
  String(
    at('ApplicationDatabaseSecret', 'GenerateSecretString.SecretStringTemplate')(stack),
  ).replaceAll(/:(<[^>]+>)([,}])/g, ':"$1"$2');

const secret = (name: string) => (stack: EvaluatedTemplate) =>
  Object.entries(JSON.parse(secretTemplate(stack))).find(([key]) => key === name)?.[1];

const output = (name: string) => (stack: EvaluatedTemplate) => stack.outputs.get(name);

export const databaseFacts: readonly Fact[] = [
  factBy('one small instance in dev', type('Database'), inInstance('AWS::RDS::DBInstance')),
  factBy('… of this class', database('DBInstanceClass'), inInstance('db.t4g.micro')),
  factBy('… in one zone', database('MultiAZ'), inInstance(false)),
  factBy('… whose storage grows to', database('MaxAllocatedStorage'), inInstance(100)),
  factBy('a Multi-AZ cluster in production', type('Database'), inCluster('AWS::RDS::DBCluster')),
  factBy(
    '… of one class for writer and standbys, with disks of its own',
    (stack) => /^db\.m\d+g?d\./.test(String(database('DBClusterInstanceClass')(stack))),
    inCluster(true),
  ),
  factBy(
    '… without instances beside it',
    (stack) => count('AWS::RDS::DBInstance')(stack) + count('AWS::RDS::DBCluster')(stack),
    inCluster(1),
  ),
  factBy('… with 3,000 IOPS', (stack) => Number(database('Iops')(stack)), inCluster(3000)),
  fact('MySQL', database('Engine'), 'mysql'),
  fact('… 8.4', (stack) => /^8\.4(\.\d+)?$/.test(String(database('EngineVersion')(stack))), true),
  fact('… with parameters for that', at('DatabaseParameters', 'Family'), 'mysql8.4'),
  fact('on gp3', database('StorageType'), 'gp3'),
  fact('… encrypted', database('StorageEncrypted'), true),
  fact('… with its own key', database('KmsKeyId'), '<DatabaseKey>'),
  fact('… which is rotated', at('DatabaseKey', 'EnableKeyRotation'), true),
  fact('… and has a name', at('DatabaseKeyAlias', 'TargetKeyId'), '<DatabaseKey>'),
  fact('clear text is refused', parameter('require_secure_transport'), '1'),
  fact('… and TLS before 1.2', parameter('tls_version'), 'TLSv1.2,TLSv1.3'),
  fact(
    'wrong values are refused',
    (stack) => parameter('sql_mode')(stack).includes('STRICT_ALL_TABLES'),
    true,
  ),
  fact('slow queries are logged', parameter('slow_query_log'), '1'),
  fact('… to a file that is exported', parameter('log_output'), 'FILE'),
  fact(
    'error and slow query logs are exported',
    (stack) => ['error', 'slowquery'].every((name) => logs(stack).includes(name)),
    true,
  ),
  fact('backups at 08:01-08:31', database('PreferredBackupWindow'), '08:01-08:31'),
  fact('… for 7 days', database('BackupRetentionPeriod'), 7),
  fact('… with the tags', database('CopyTagsToSnapshot'), true),
  factBy(
    '… which stay when the instance goes',
    database('DeleteAutomatedBackups'),
    inInstance(false),
  ),
  factBy('deletion is refused in production', database('DeletionProtection'), {
    dev: false,
    staging: false,
    prod: true,
  }),
  fact('a last snapshot is taken', policies('Database'), ['Snapshot', 'Snapshot']),
  fact('the key outlives the database', policies('DatabaseKey'), ['Retain', 'Retain']),
  fact("RDS manages the administrator's password", database('ManageMasterUserPassword'), true),
  fact('… encrypted with our key', database('MasterUserSecret.KmsKeyId'), '<DatabaseKey>'),
  fact('nothing of the internet reaches it', database('PubliclyAccessible'), false),
  fact('in the data subnets', at('DatabaseSubnetGroup', 'SubnetIds'), [
    '<DataSubnetA>',
    '<DataSubnetB>',
    '<DataSubnetC>',
  ]),
  fact('… by its group', database('DBSubnetGroupName'), '<DatabaseSubnetGroup>'),
  factBy(
    'in its security group, as an instance',
    database('VPCSecurityGroups'),
    inInstance(['<DatabaseSecurityGroup>']),
  ),
  factBy(
    'in its security group, as a cluster',
    database('VpcSecurityGroupIds'),
    inCluster(['<DatabaseSecurityGroup>']),
  ),
];

export const secretFacts: readonly Fact[] = [
  fact('the storefront is a user that rotation alternates', secret('username'), 'app_a'),
  fact('… which writes to the writer', secret('host'), '<Database.Endpoint.Address>'),
  factBy(
    '… and reads, in dev, from the same',
    secret('readerHost'),
    inInstance('<Database.Endpoint.Address>'),
  ),
  factBy(
    '… and reads from the standbys',
    secret('readerHost'),
    inCluster('<Database.ReadEndpoint.Address>'),
  ),
  fact('… of the database', secret('dbname'), 'tidemarket'),
  fact(
    '… whose administrator is known to rotation',
    secret('masterarn'),
    '<Database.MasterUserSecret.SecretArn>',
  ),
  fact(
    'its password is generated',
    at('ApplicationDatabaseSecret', 'GenerateSecretString.GenerateStringKey'),
    'password',
  ),
  fact(
    "so is CloudFront's header",
    (stack) => Number(at('OriginSecret', 'GenerateSecretString.PasswordLength')(stack)) >= 32,
    true,
  ),
  fact('migrations run in the VPC', at('MigrateDatabaseLambdaFunction', 'VpcConfig'), {
    SecurityGroupIds: ['<FunctionSecurityGroup>'],
    SubnetIds: ['<AppSubnetA>', '<AppSubnetB>', '<AppSubnetC>'],
  }),
  fact(
    '… whenever they change',
    (stack) =>
      String(at('DatabaseMigration', 'MigrationsHash')(stack)).length > 0 &&
      at('DatabaseMigration', 'ServiceToken')(stack) === '<MigrateDatabaseLambdaFunction.Arn>',
    true,
  ),
];

export const operationsFacts: readonly Fact[] = [
  fact(
    'the operations table is paid by request',
    at('OperationsTable', 'BillingMode'),
    'PAY_PER_REQUEST',
  ),
  fact(
    '… forgets what has expired',
    at('OperationsTable', 'TimeToLiveSpecification.Enabled'),
    true,
  ),
  fact(
    '… can be restored to any second',
    at('OperationsTable', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'),
    true,
  ),
  fact('… is encrypted', at('OperationsTable', 'SSESpecification.SSEEnabled'), true),
];

export const outputFacts: readonly Fact[] = [
  fact('where to write', output('DatabaseWriterEndpoint'), '<Database.Endpoint.Address>'),
  factBy(
    'where to read, in dev',
    output('DatabaseReaderEndpoint'),
    inInstance('<Database.Endpoint.Address>'),
  ),
  factBy(
    'where to read',
    output('DatabaseReaderEndpoint'),
    inCluster('<Database.ReadEndpoint.Address>'),
  ),
  fact('the port', output('DatabasePort'), '<Database.Endpoint.Port>'),
  fact(
    "the administrator's secret",
    output('DatabaseAdminSecretArn'),
    '<Database.MasterUserSecret.SecretArn>',
  ),
  fact(
    "the application's secret",
    output('ApplicationDatabaseSecretArn'),
    '<ApplicationDatabaseSecret>',
  ),
  factBy('where shoppers go', output('ShopUrl'), {
    dev: 'https://<Distribution.DomainName>',
    'dev with a domain': 'https://shop.example',
    staging: 'https://staging.shop.example',
    prod: 'https://shop.example',
  }),
  fact('the load balancer', output('LoadBalancerDnsName'), '<LoadBalancer.DNSName>'),
  fact('the fleet', output('StorefrontGroupName'), '<StorefrontGroup>'),
  fact('its launch template', output('StorefrontLaunchTemplateId'), '<StorefrontLaunchTemplate>'),
  fact('its target group', output('StorefrontTargetGroupArn'), '<StorefrontTargetGroup>'),
  fact('the bucket of static files', output('StaticBucketName'), '<StaticBucket>'),
  fact('the bucket of pictures', output('MediaBucketName'), '<MediaBucket>'),
  fact('the operations table', output('OperationsTableName'), '<OperationsTable>'),
  fact('the topic of alarms', output('AlarmTopicArn'), '<AlarmTopic>'),
];

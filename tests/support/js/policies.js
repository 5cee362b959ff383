// Policies that tests hang on what they make: roles for functions, queues that services may write to.

// A role's trust in some services.
export const trust = (...services) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }] })

export const lambdaTrust = trust('lambda.amazonaws.com')

// An identity's policy of one statement.
export const allow = (Action, Resource = '*', more = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] })

// A queue's policy by which SNS may write to it, from any topic.
export const fromTopics = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }],
})

// Lets a service invoke a function.
export const letInvoke = (lambda, FunctionName, service) =>
  lambda.AddPermission({ FunctionName, StatementId: service.split('.')[0], Action: 'lambda:InvokeFunction', Principal: service })

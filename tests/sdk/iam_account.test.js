// IAM by the AWS SDK: what users prove themselves with, providers, certificates, and the account's own.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { allow } from '../support/js/policies.js'
import { after, test } from '../support/js/suite.js'
import { failure, Nube } from '../support/js/nube.js'
import { totpOf } from '../support/js/totp.js'

const nube = await Nube.start()
const { iam } = nube.api()
after(() => nube.stop())

const ACCOUNT = 'arn:aws:iam::000000000000:'
const cases = JSON.parse(readFileSync(new URL('../cases/iam/credentials.json', import.meta.url))).steps
const caseOf = (op, member) => cases.find((step) => step.op === op && !step.error).in[member]
const certificate = caseOf('UploadSigningCertificate', 'CertificateBody')
const key = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n'
const UserName = 'ann'
await iam.CreateUser({ UserName })
await iam.PutUserPolicy({ UserName, PolicyName: 'own', PolicyDocument: allow('iam:*', `${ACCOUNT}user/${UserName}`) })
const { AccessKey } = await iam.CreateAccessKey({ UserName })
const ann = nube.api({ credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } }).iam

test('passwords: set, changed by the user, held against the policy of the account', async () => {
  await iam.CreateLoginProfile({ UserName, Password: 'first-password', PasswordResetRequired: true })
  await ann.ChangePassword({ OldPassword: 'first-password', NewPassword: 'second-password' })
  assert.equal((await ann.GetLoginProfile({})).LoginProfile.PasswordResetRequired, false)
  const wrong = await failure(ann.ChangePassword({ OldPassword: 'first-password', NewPassword: 'third-password' }))
  assert.deepEqual([wrong.name, wrong.status], ['AccessDenied', 403])
  await iam.UpdateAccountPasswordPolicy({ MinimumPasswordLength: 20 })
  assert.equal((await iam.GetAccountPasswordPolicy({})).PasswordPolicy.MinimumPasswordLength, 20)
  const short = await failure(iam.UpdateLoginProfile({ UserName, Password: 'third-password' }))
  assert.deepEqual([short.name, short.message], ['PasswordPolicyViolationException', 'Password should have a minimum length of 20'])
  await iam.DeleteAccountPasswordPolicy({})
  await iam.DeleteLoginProfile({ UserName })
  assert.equal((await failure(iam.GetLoginProfile({ UserName }))).name, 'NoSuchEntityException')
})

test('MFA devices: made, enabled, listed, deactivated', async () => {
  const { VirtualMFADevice } = await iam.CreateVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
  const { SerialNumber } = VirtualMFADevice
  assert.match(Buffer.from(VirtualMFADevice.Base32StringSeed).toString(), /^[A-Z2-7]{64}$/)
  assert.equal(Buffer.from(VirtualMFADevice.QRCodePNG).subarray(1, 4).toString(), 'PNG')
  const totp = totpOf(VirtualMFADevice.Base32StringSeed)
  const now = Date.now()
  const codes = (first, second = first + 1) => ({ UserName, SerialNumber, AuthenticationCode1: totp(now, first), AuthenticationCode2: totp(now, second) })
  const bad = async (call) => assert.deepEqual(((e) => [e.name, e.message])(await failure(call)), ['InvalidAuthenticationCodeException', 'Authentication code for device is not valid'])
  for (const [first, second] of [[0, 0], [0, 2], [1, 0], [100, 101]]) await bad(iam.EnableMFADevice(codes(first, second)))
  await iam.EnableMFADevice(codes(-1))
  assert.equal((await failure(iam.EnableMFADevice(codes(1)))).message, 'MFA Device is already in use.')
  await bad(iam.ResyncMFADevice(codes(0, 5)))
  await iam.ResyncMFADevice(codes(3)) // whose clock goes wrong by so much
  assert.equal((await failure(iam.DeleteVirtualMFADevice({ SerialNumber }))).message, 'Cannot delete entity, must deactivate MFA device first.')
  assert.equal((await iam.GetMFADevice({ SerialNumber, UserName })).UserName, UserName)
  assert.deepEqual((await iam.ListVirtualMFADevices({ AssignmentStatus: 'Unassigned' })).VirtualMFADevices, [])
  assert.deepEqual((await ann.ListMFADevices({})).MFADevices.map((d) => d.SerialNumber), [SerialNumber])
  assert.equal((await iam.ListVirtualMFADevices({ AssignmentStatus: 'Assigned' })).VirtualMFADevices[0].User.UserName, UserName)
  assert.equal((await iam.GetMFADevice({ SerialNumber })).UserName, UserName)
  await iam.DeactivateMFADevice({ UserName, SerialNumber })
  await iam.TagMFADevice({ SerialNumber, Tags: [{ Key: 'k', Value: 'v' }] })
  await iam.UntagMFADevice({ SerialNumber, TagKeys: ['k'] })
  assert.deepEqual((await iam.ListMFADeviceTags({ SerialNumber })).Tags, [])
  await iam.DeleteVirtualMFADevice({ SerialNumber })
})

test('SSH keys, signing certificates and credentials of services', async () => {
  const { SSHPublicKey } = await iam.UploadSSHPublicKey({ UserName, SSHPublicKeyBody: caseOf('UploadSSHPublicKey', 'SSHPublicKeyBody') })
  const of = { UserName, SSHPublicKeyId: SSHPublicKey.SSHPublicKeyId }
  assert.match(SSHPublicKey.SSHPublicKeyId, /^APKA[A-Z2-7]{17}$/)
  await iam.UpdateSSHPublicKey({ ...of, Status: 'Inactive' })
  assert.equal((await iam.GetSSHPublicKey({ ...of, Encoding: 'SSH' })).SSHPublicKey.Status, 'Inactive')
  assert.equal((await iam.ListSSHPublicKeys({ UserName })).SSHPublicKeys.length, 1)
  await iam.DeleteSSHPublicKey(of)
  const { Certificate } = await iam.UploadSigningCertificate({ UserName, CertificateBody: certificate })
  await iam.UpdateSigningCertificate({ UserName, CertificateId: Certificate.CertificateId, Status: 'Inactive' })
  assert.deepEqual((await ann.ListSigningCertificates({})).Certificates, [{ ...Certificate, Status: 'Inactive' }])
  await iam.DeleteSigningCertificate({ UserName, CertificateId: Certificate.CertificateId })
  const { ServiceSpecificCredential: made } = await iam.CreateServiceSpecificCredential({ UserName, ServiceName: 'codecommit.amazonaws.com' })
  const { ServiceSpecificCredentialId } = made
  await iam.UpdateServiceSpecificCredential({ UserName, ServiceSpecificCredentialId, Status: 'Inactive' })
  const { ServiceSpecificCredential: renewed } = await iam.ResetServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
  assert.deepEqual([renewed.Status, renewed.ServicePassword === made.ServicePassword], ['Inactive', false])
  assert.equal((await iam.ListServiceSpecificCredentials({ UserName })).ServiceSpecificCredentials[0].ServiceUserName, 'ann-at-000000000000')
  await iam.DeleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
})

test('OpenID Connect providers', async () => {
  const { OpenIDConnectProviderArn } = await iam.CreateOpenIDConnectProvider({ Url: 'https://ci.example.com', ClientIDList: ['a'], ThumbprintList: ['b'.repeat(40)] })
  const of = { OpenIDConnectProviderArn }
  assert.equal(OpenIDConnectProviderArn, `${ACCOUNT}oidc-provider/ci.example.com`)
  await iam.AddClientIDToOpenIDConnectProvider({ ...of, ClientID: 'c' })
  await iam.RemoveClientIDFromOpenIDConnectProvider({ ...of, ClientID: 'a' })
  await iam.UpdateOpenIDConnectProviderThumbprint({ ...of, ThumbprintList: ['d'.repeat(40)] })
  await iam.TagOpenIDConnectProvider({ ...of, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: 'w' }] })
  await iam.UntagOpenIDConnectProvider({ ...of, TagKeys: ['l'] })
  assert.deepEqual((await iam.ListOpenIDConnectProviderTags(of)).Tags, [{ Key: 'k', Value: 'v' }])
  const got = await iam.GetOpenIDConnectProvider(of)
  assert.deepEqual([got.Url, got.ClientIDList, got.ThumbprintList], ['ci.example.com', ['c'], ['d'.repeat(40)]])
  assert.deepEqual((await iam.ListOpenIDConnectProviders({})).OpenIDConnectProviderList, [{ Arn: OpenIDConnectProviderArn }])
  await iam.DeleteOpenIDConnectProvider(of)
})

test('SAML providers', async () => {
  const metadata = `<EntityDescriptor entityID="https://idp.example.com">${' '.repeat(1000)}</EntityDescriptor>`
  const { SAMLProviderArn } = await iam.CreateSAMLProvider({ Name: 'staff', SAMLMetadataDocument: metadata })
  const of = { SAMLProviderArn }
  await iam.UpdateSAMLProvider({ ...of, SAMLMetadataDocument: metadata.replace('idp', 'new') })
  assert.match((await iam.GetSAMLProvider(of)).SAMLMetadataDocument, /new\.example\.com/)
  await iam.TagSAMLProvider({ ...of, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: 'w' }] })
  await iam.UntagSAMLProvider({ ...of, TagKeys: ['l'] })
  assert.deepEqual((await iam.ListSAMLProviderTags(of)).Tags, [{ Key: 'k', Value: 'v' }])
  assert.deepEqual((await iam.ListSAMLProviders({})).SAMLProviderList.map((p) => p.Arn), [SAMLProviderArn])
  await iam.DeleteSAMLProvider(of)
})

test('server certificates', async () => {
  const of = { ServerCertificateName: 'front' }
  const { ServerCertificateMetadata } = await iam.UploadServerCertificate({ ...of, CertificateBody: certificate, PrivateKey: key })
  assert.equal(ServerCertificateMetadata.Expiration.getUTCFullYear(), 2036)
  await iam.TagServerCertificate({ ...of, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'l', Value: 'w' }] })
  await iam.UntagServerCertificate({ ...of, TagKeys: ['l'] })
  assert.deepEqual((await iam.ListServerCertificateTags(of)).Tags, [{ Key: 'k', Value: 'v' }])
  await iam.UpdateServerCertificate({ ...of, NewServerCertificateName: 'rear' })
  assert.equal((await iam.GetServerCertificate({ ServerCertificateName: 'rear' })).ServerCertificate.CertificateBody, certificate.trim())
  assert.deepEqual((await iam.ListServerCertificates({})).ServerCertificateMetadataList.map((c) => c.Arn), [`${ACCOUNT}server-certificate/rear`])
  await iam.DeleteServerCertificate({ ServerCertificateName: 'rear' })
})

test("the account's alias, its counts and its report", async () => {
  await iam.CreateAccountAlias({ AccountAlias: 'shop' })
  assert.deepEqual((await iam.ListAccountAliases({})).AccountAliases, ['shop'])
  const other = nube.api({ credentials: { accessKeyId: '123456789012', secretAccessKey: 'x' } })
  assert.equal((await failure(other.iam.CreateAccountAlias({ AccountAlias: 'shop' }))).name, 'EntityAlreadyExistsException')
  await iam.DeleteAccountAlias({ AccountAlias: 'shop' })
  const { SummaryMap } = await iam.GetAccountSummary({})
  assert.deepEqual([SummaryMap.Users, SummaryMap.Roles, SummaryMap.GroupsQuota], [1, 0, 300])
  const early = await failure(iam.GetCredentialReport({}))
  assert.deepEqual([early.name, early.status], ['CredentialReportNotPresentException', 410])
  assert.equal((await iam.GenerateCredentialReport({})).State, 'STARTED')
  assert.equal((await iam.GenerateCredentialReport({})).State, 'COMPLETE')
  const { Content, ReportFormat } = await iam.GetCredentialReport({})
  const [head, root, ...users] = Buffer.from(Content).toString().split('\n').map((line) => line.split(','))
  assert.deepEqual([ReportFormat, head.length, root[0], root.length, users.map((u) => u[0])], ['text/csv', 22, '<root_account>', 22, [UserName]])
  assert.deepEqual([users[0][1], users[0][8], users[0][13]], [`${ACCOUNT}user/${UserName}`, 'true', 'false'])
})

// ACM by the AWS SDK: requests, imports, lists, tags, what is refused, and a certificate in use by CloudFront, over TLS.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'

import { after, require, skip, test } from '../support/js/suite.js'
import { folder, Nube, until } from '../support/js/nube.js'

const nube = await Nube.startTls()
after(() => nube.stop())
const { acm } = nube.api()
const client = nube.client('acm', 'ACMClient')
after(() => client.destroy())

const here = folder()
const file = (name) => path.join(here, name)
const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'], cwd: here })
const pem = (name) => readFileSync(file(name))
const refused = (promise, name, message) => assert.rejects(promise, (e) => (assert.equal(e.name, name, e.message), message && assert.match(e.message, message), true))
const issued = async (CertificateArn) => {
  const { Certificate } = await acm.DescribeCertificate({ CertificateArn })
  assert.equal(Certificate.Status, 'ISSUED')
  return Certificate
}
const missing = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000000'

test('RequestCertificate: DNS validation, issued at once, as AWS shows it', async () => {
  const { CertificateArn } = await acm.RequestCertificate({
    DomainName: 'Example.com',
    SubjectAlternativeNames: ['*.example.com', 'example.com', 'other.example.org'],
    ValidationMethod: 'DNS',
    Tags: [{ Key: 'team', Value: 'a' }],
  })
  assert.match(CertificateArn, /^arn:aws:acm:us-east-1:000000000000:certificate\/[0-9a-f-]{36}$/)
  const { waitUntilCertificateValidated } = require('@aws-sdk/client-acm')
  assert.equal((await waitUntilCertificateValidated({ client, maxWaitTime: 100 }, { CertificateArn })).state, 'SUCCESS') // which would ask again a minute later
  const c = await issued(CertificateArn)
  assert.deepEqual(
    [c.DomainName, c.SubjectAlternativeNames, c.Type, c.Issuer, c.Subject, c.KeyAlgorithm, c.SignatureAlgorithm, c.RenewalEligibility, c.InUseBy, c.Options],
    ['example.com', ['example.com', '*.example.com', 'other.example.org'], 'AMAZON_ISSUED', 'Amazon', 'CN=example.com', 'RSA-2048', 'SHA256WITHRSA', 'INELIGIBLE', [], { CertificateTransparencyLoggingPreference: 'ENABLED' }],
  )
  assert.deepEqual(c.KeyUsages, [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }])
  assert.deepEqual(c.ExtendedKeyUsages, [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }])
  assert.equal(Math.round((c.NotAfter - c.NotBefore) / 86400000), 199) // the day that it begins with, and 198 more
  const [own, wild, other] = c.DomainValidationOptions
  assert.deepEqual(
    [own.DomainName, own.ValidationDomain, own.ValidationMethod, own.ValidationStatus, own.ResourceRecord.Type],
    ['example.com', 'example.com', 'DNS', 'SUCCESS', 'CNAME'],
  )
  assert.match(own.ResourceRecord.Name, /^_[0-9a-f]{32}\.example\.com\.$/)
  assert.match(own.ResourceRecord.Value, /^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/)
  assert.deepEqual(wild.ResourceRecord, own.ResourceRecord) // the same for the wildcard
  assert.notEqual(other.ResourceRecord.Name.split('.')[0], own.ResourceRecord.Name.split('.')[0])
  const { Certificate, CertificateChain } = await acm.GetCertificate({ CertificateArn })
  const x509 = new X509Certificate(Certificate)
  assert(x509.verify(new X509Certificate(CertificateChain).publicKey))
  assert.equal(x509.subjectAltName, 'DNS:example.com, DNS:*.example.com, DNS:other.example.org')
  assert.equal(x509.publicKey.asymmetricKeyDetails.modulusLength, 2048)
  assert.equal(c.Serial.replaceAll(':', '').toUpperCase(), x509.serialNumber)
  assert.deepEqual((await acm.ListTagsForCertificate({ CertificateArn })).Tags, [{ Key: 'team', Value: 'a' }])
})

test('RequestCertificate: e-mail validation, other keys, idempotency', async () => {
  const input = { DomainName: 'www.example.net', KeyAlgorithm: 'EC_secp384r1', IdempotencyToken: 'once', DomainValidationOptions: [{ DomainName: 'www.example.net', ValidationDomain: 'example.net' }] }
  const { CertificateArn } = await acm.RequestCertificate(input)
  assert.equal((await acm.RequestCertificate(input)).CertificateArn, CertificateArn)
  const c = await issued(CertificateArn)
  assert.equal(c.KeyAlgorithm, 'EC-secp384r1')
  assert.deepEqual(c.DomainValidationOptions, [
    {
      DomainName: 'www.example.net',
      ValidationDomain: 'example.net',
      ValidationEmails: ['administrator', 'hostmaster', 'postmaster', 'webmaster', 'admin'].map((who) => `${who}@example.net`),
      ValidationMethod: 'EMAIL',
      ValidationStatus: 'SUCCESS',
    },
  ])
  await nube.clock({ advance: 3601 })
  assert.notEqual((await acm.RequestCertificate(input)).CertificateArn, CertificateArn)
  await refused(acm.ResendValidationEmail({ CertificateArn, Domain: 'www.example.net', ValidationDomain: 'example.net' }), 'InvalidStateException')
  await refused(acm.ResendValidationEmail({ CertificateArn, Domain: 'www.example.net', ValidationDomain: 'example.org' }), 'InvalidDomainValidationOptionsException')
})

test('RequestCertificate: what is refused', async () => {
  await refused(acm.RequestCertificate({ DomainName: 'no_good' }), 'ValidationException', /'no_good' at 'domainName' failed to satisfy constraint/)
  await refused(acm.RequestCertificate({ DomainName: 'a.example.com', KeyAlgorithm: 'RSA_4096' }), 'InvalidParameterException')
  await refused(acm.RequestCertificate({ DomainName: 'a.example.com', DomainValidationOptions: [{ DomainName: 'a.example.com', ValidationDomain: 'ample.com' }] }), 'InvalidDomainValidationOptionsException')
  await refused(acm.RequestCertificate({ DomainName: 'a.example.com', Tags: [{ Key: 'aws:x', Value: 'y' }] }), 'InvalidTagException')
  await refused(acm.RequestCertificate({ DomainName: 'a.example.com', Options: { Export: 'ENABLED' } }), 'NotImplementedException', /exported/)
  await refused(acm.RequestCertificate({ DomainName: 'a.example.com', ValidationMethod: 'HTTP', ManagedBy: 'CLOUDFRONT' }), 'NotImplementedException')
  await refused(acm.RequestCertificate({ DomainName: 'a.example.com', CertificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/x' }), 'NotImplementedException')
})

test('ARNs that are none, and of what is not there', async () => {
  await refused(acm.DescribeCertificate({ CertificateArn: 'no' }), 'ValidationException')
  await refused(acm.DescribeCertificate({ CertificateArn: 'arn:aws:acm:us-east-1:000000000000:other/x' }), 'InvalidArnException')
  for (const operation of ['DescribeCertificate', 'GetCertificate', 'DeleteCertificate', 'RenewCertificate', 'ListTagsForCertificate'])
    await refused(acm[operation]({ CertificateArn: missing }), 'ResourceNotFoundException', /^Could not find certificate arn:aws:acm:.*\.$/)
  await refused(acm.ExportCertificate({ CertificateArn: missing, Passphrase: Buffer.from('secret') }), 'ResourceNotFoundException')
})

if (spawnSync('sh', ['-c', 'command -v openssl']).status === 0) {
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/C=AU/O=Others/CN=Their root')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/C=AU/ST=Some-State/O=Mine/CN=mine.test', '-addext', 'subjectAltName=DNS:mine.test,DNS:www.mine.test')
  openssl('x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', '1001', '-days', '20', '-copy_extensions', 'copy', '-out', 'cert.pem')
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'ec.key', '-out', 'ec.pem', '-days', '30', '-subj', '/CN=ec.test')
  openssl('rsa', '-aes128', '-passout', 'pass:secret', '-in', 'key.pem', '-out', 'locked.pem')

  test('ImportCertificate: what it shows, and importing again', async () => {
    const { CertificateArn } = await acm.ImportCertificate({ Certificate: pem('cert.pem'), PrivateKey: pem('key.pem'), CertificateChain: pem('ca.pem'), Tags: [{ Key: 'a', Value: 'b' }] })
    const { Certificate: c } = await acm.DescribeCertificate({ CertificateArn })
    assert.deepEqual(
      [c.Status, c.Type, c.DomainName, c.SubjectAlternativeNames, c.DomainValidationOptions, c.Issuer, c.Subject, c.Serial, c.KeyAlgorithm, c.SignatureAlgorithm, c.Options],
      ['ISSUED', 'IMPORTED', 'mine.test', ['mine.test', 'www.mine.test'], [{ DomainName: 'mine.test' }, { DomainName: 'www.mine.test' }], 'Others', 'C=AU,ST=Some-State,O=Mine,CN=mine.test', '03:e9', 'RSA-2048', 'SHA256WITHRSA', { CertificateTransparencyLoggingPreference: 'DISABLED' }],
    )
    assert(c.ImportedAt && c.CreatedAt && !c.IssuedAt)
    assert.deepEqual(await acm.GetCertificate({ CertificateArn }).then(({ Certificate, CertificateChain }) => [Certificate, CertificateChain]), [String(pem('cert.pem')), String(pem('ca.pem'))])
    assert.equal((await acm.ImportCertificate({ CertificateArn, Certificate: pem('cert.pem'), PrivateKey: pem('key.pem') })).CertificateArn, CertificateArn)
    assert.equal((await acm.GetCertificate({ CertificateArn })).CertificateChain, undefined)
    await refused(acm.ImportCertificate({ CertificateArn, Certificate: pem('cert.pem'), PrivateKey: pem('key.pem'), Tags: [{ Key: 'x' }] }), 'ValidationException', /re-import/)
    await refused(acm.ImportCertificate({ CertificateArn, Certificate: pem('ec.pem'), PrivateKey: pem('ec.key') }), 'ValidationException', /key algorithm/)
    await refused(acm.ImportCertificate({ CertificateArn: missing, Certificate: pem('ec.pem'), PrivateKey: pem('ec.key') }), 'ResourceNotFoundException')
    await refused(acm.RenewCertificate({ CertificateArn }), 'ValidationException')
    await refused(acm.UpdateCertificateOptions({ CertificateArn, Options: { CertificateTransparencyLoggingPreference: 'ENABLED' } }), 'InvalidStateException')
    await refused(acm.ExportCertificate({ CertificateArn, Passphrase: Buffer.from('secret') }), 'ValidationException', /is not a private certificate/)
    await nube.clock({ advance: 30 * 86400 })
    assert.equal((await acm.DescribeCertificate({ CertificateArn })).Certificate.Status, 'EXPIRED')
  })

  test('ImportCertificate: what is refused', async () => {
    const good = { Certificate: pem('cert.pem'), PrivateKey: pem('key.pem') }
    const bad = (more, message) => refused(acm.ImportCertificate({ ...good, ...more }), 'ValidationException', message)
    await bad({ Certificate: Buffer.from('CERT123'), PrivateKey: Buffer.from('KEY123') }, /^Unable to parse certificate\. Please ensure the certificate is in PEM format\.$/)
    await bad({ Certificate: Buffer.concat([pem('cert.pem'), pem('ca.pem')]) }, /^The certificate field contains more than one certificate\. You can specify only one certificate in this field\.$/)
    await bad({ PrivateKey: pem('ec.key') }, /does not match/)
    await bad({ PrivateKey: pem('locked.pem') }, /^Your private key should not be encrypted\.$/)
    await bad({ PrivateKey: Buffer.from('KEY123') }, /^The private key is not supported\.$/)
    await bad({ CertificateChain: Buffer.from('x') }, /PEM format/)
    await bad({ CertificateChain: pem('ec.pem') }, /chain/)
  })
} else skip('no openssl')

test('ListCertificates: keys of RSA unless others are asked for; statuses, uses, order, pages', async () => {
  const region = nube.api({ region: 'eu-west-1' }).acm
  const made = []
  for (let i = 0; i < 5; i++) made.push((await region.RequestCertificate({ DomainName: `n${i}.example.com`, ValidationMethod: 'DNS', KeyAlgorithm: i === 4 ? 'EC_prime256v1' : 'RSA_2048' })).CertificateArn)
  const arns = async (input = {}) => (await region.ListCertificates(input)).CertificateSummaryList.map((one) => one.CertificateArn)
  assert.deepEqual(await arns(), made.slice(0, 4))
  assert.deepEqual(await arns({ Includes: { keyTypes: ['EC_prime256v1'] } }), made.slice(4))
  assert.deepEqual(await arns({ Includes: { keyTypes: ['EC_prime256v1', 'RSA_2048'] }, SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' }), [...made].reverse())
  assert.deepEqual(await arns({ CertificateStatuses: ['PENDING_VALIDATION'] }), [])
  assert.deepEqual(await arns({ Includes: { extendedKeyUsage: ['TLS_WEB_SERVER_AUTHENTICATION'], keyUsage: ['KEY_ENCIPHERMENT'] } }), made.slice(0, 4))
  assert.deepEqual(await arns({ Includes: { extendedKeyUsage: ['CODE_SIGNING'] } }), [])
  const first = await region.ListCertificates({ MaxItems: 3 })
  assert.deepEqual(first.CertificateSummaryList.map((one) => one.CertificateArn), made.slice(0, 3))
  assert.deepEqual(await arns({ MaxItems: 3, NextToken: first.NextToken }), made.slice(3, 4))
  const last = await region.ListCertificates({ MaxItems: 4 })
  assert.equal(last.NextToken, undefined)
  const [one] = first.CertificateSummaryList
  assert.deepEqual([one.DomainName, one.SubjectAlternativeNameSummaries, one.HasAdditionalSubjectAlternativeNames, one.Status, one.Type, one.KeyAlgorithm, one.KeyUsages, one.InUse, one.RenewalEligibility], ['n0.example.com', ['n0.example.com'], false, 'ISSUED', 'AMAZON_ISSUED', 'RSA-2048', ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'], false, 'INELIGIBLE'])
  await refused(region.ListCertificates({ SortBy: 'CREATED_AT' }), 'ValidationException')
  await refused(region.ListCertificates({ NextToken: 'x' }), 'InvalidArgsException')
  assert.equal((await acm.ListCertificates({})).CertificateSummaryList.filter((c) => made.includes(c.CertificateArn)).length, 0)
}, { seconds: 60 })

test('tags, options, renewal, deletion, the account', async () => {
  const { CertificateArn } = await acm.RequestCertificate({ DomainName: 'tags.example.com', ValidationMethod: 'DNS', KeyAlgorithm: 'EC_prime256v1' })
  const before = await issued(CertificateArn)
  await acm.AddTagsToCertificate({ CertificateArn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }, { Key: 'c' }] })
  await acm.AddTagsToCertificate({ CertificateArn, Tags: [{ Key: 'a', Value: '3' }] })
  await acm.RemoveTagsFromCertificate({ CertificateArn, Tags: [{ Key: 'b', Value: 'other' }, { Key: 'c' }] })
  assert.deepEqual((await acm.ListTagsForCertificate({ CertificateArn })).Tags, [{ Key: 'a', Value: '3' }, { Key: 'b', Value: '2' }])
  await refused(acm.AddTagsToCertificate({ CertificateArn, Tags: Array.from({ length: 49 }, (_, i) => ({ Key: `k${i}`, Value: '' })) }), 'TooManyTagsException')
  await acm.UpdateCertificateOptions({ CertificateArn, Options: { CertificateTransparencyLoggingPreference: 'DISABLED' } })
  await acm.RenewCertificate({ CertificateArn })
  const renewed = await until('the renewal', async () => {
    const { Certificate } = await acm.DescribeCertificate({ CertificateArn })
    return Certificate.Serial !== before.Serial && Certificate
  })
  assert.deepEqual([renewed.Status, renewed.RenewalSummary.RenewalStatus, renewed.Options.CertificateTransparencyLoggingPreference], ['ISSUED', 'SUCCESS', 'DISABLED'])
  await acm.DeleteCertificate({ CertificateArn })
  await refused(acm.DescribeCertificate({ CertificateArn }), 'ResourceNotFoundException')
  assert.equal((await acm.GetAccountConfiguration({})).ExpiryEvents.DaysBeforeExpiry, 45)
  await acm.PutAccountConfiguration({ IdempotencyToken: 't', ExpiryEvents: { DaysBeforeExpiry: 10 } })
  assert.equal((await acm.GetAccountConfiguration({})).ExpiryEvents.DaysBeforeExpiry, 10)
})

test('in use by a distribution of CloudFront: shown, not deleted, and shown to its viewers over TLS', async () => {
  const { CertificateArn } = await acm.RequestCertificate({ DomainName: 'shop.example', SubjectAlternativeNames: ['www.shop.example'], ValidationMethod: 'DNS' })
  await issued(CertificateArn)
  const { cloudfront } = nube.api()
  const { Distribution } = await cloudfront.CreateDistribution({
    DistributionConfig: {
      CallerReference: 'acm',
      Comment: '',
      Enabled: true,
      Aliases: { Quantity: 1, Items: ['www.shop.example'] },
      ViewerCertificate: { ACMCertificateArn: CertificateArn, SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' },
      Origins: { Quantity: 1, Items: [{ Id: 'o', DomainName: 'origin.example', CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' } }] },
      DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all', CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
    },
  })
  const { Certificate: c } = await acm.DescribeCertificate({ CertificateArn })
  assert.deepEqual([c.InUseBy, c.RenewalEligibility], [[Distribution.ARN], 'ELIGIBLE'])
  assert.equal((await acm.ListCertificates({})).CertificateSummaryList.find((one) => one.CertificateArn === CertificateArn).InUse, true)
  await refused(acm.DeleteCertificate({ CertificateArn }), 'ResourceInUseException', /is in use\.$/)
  const shown = (servername) =>
    new Promise((resolve, reject) => {
      const socket = tls.connect({ host: '127.0.0.1', port: nube.tlsPort, servername, ca: nube.ca })
      socket.once('secureConnect', () => (resolve(socket.getPeerCertificate().serialNumber), socket.destroy())).once('error', reject)
    })
  assert.equal(await shown('www.shop.example'), c.Serial.replaceAll(':', '').toUpperCase())
  await assert.rejects(shown('elsewhere.example'), /unrecognized name/)
}, { seconds: 60 })

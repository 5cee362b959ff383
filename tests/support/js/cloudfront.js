// What tests of CloudFront begin with.

let made = 0

/** A distribution's configuration with as little as AWS takes, and more. */
export const least = (more = {}) => ({
  CallerReference: `reference-${++made}`,
  Comment: '',
  Enabled: false,
  Origins: { Quantity: 1, Items: [{ Id: 'site', DomainName: 'books.s3.us-east-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } }] },
  DefaultCacheBehavior: {
    TargetOriginId: 'site',
    ViewerProtocolPolicy: 'allow-all',
    ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
  },
  ...more,
})

/** What a failure says. */
export const words = ({ name, status, message }) => [name, status, message]

/** Public keys: RSA of 2,048 bits, and of the curve P-256. */
export const publicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArk8DQQbt4NY9X06nKKmY
AwCmM7ok9I/7/RWRUNP6DTi3XcOv7Jb2WX1QgG3wE3jzRaRNF2xWuCisAte+7Ut1
8IJUfgzBE57p0Nj574GLIVXMkWugi4RlM72kxLhfPAfOWrP1MECxNo7PRTsGPxZW
+l2wBQvwlvqew5t+b5rh4nmL+2um4FXzC+hFjRz+Y5hB85sMpETOyj1H9+0or1gj
I9TXDFbMSwFtmfNTkuypoHVdYxoSX5FYGqbWk6yXOctQs4u2h9QP7ENN7HThUzU4
cj0QJYIB/N96V1eCCxW72ce0HNNq5lmOA+u7T3unBt078x899ia8gLhYfFnpOHGr
vQIDAQAB
-----END PUBLIC KEY-----
`
export const curveKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQZOiJ7o8ol8frJ0liKVJMXtqafii
7hDYv/5yKruib+JSSOcJfX7E7ZQl/8wVz9V3MM1AWTIaKTXGS0K8M94lkA==
-----END PUBLIC KEY-----
`

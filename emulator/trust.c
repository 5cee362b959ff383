/* The certificate alone goes to standard output, so that `nube ca > nube-ca.pem` gives a file that clients take. */
#include "emulator/trust.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/authority.h"
#include "emulator/base/files.h"

static const char words[] =
    "\n"
    "This is the certificate of this Nube's own authority, which signs all that it shows over TLS. It is kept in\n"
    "  %1$s\n"
    "Its key lies beside it: whoever has that key can pose as any server to whoever trusts the certificate.\n"
    "\n"
    "AWS CLI, boto3:   export AWS_CA_BUNDLE=%1$s\n"
    "Node:             export NODE_EXTRA_CA_CERTS=%1$s\n"
    "curl:             curl --cacert %1$s https://localhost:4567/   (or CURL_CA_BUNDLE)\n"
    "Python, Go:       export SSL_CERT_FILE=%1$s   (requests: REQUESTS_CA_BUNDLE)\n"
    "Java:             keytool -importcert -noprompt -alias nube -file %1$s \\\n"
    "                    -keystore nube.p12 -storetype PKCS12 -storepass changeit\n"
    "                  java -Djavax.net.ssl.trustStore=nube.p12 -Djavax.net.ssl.trustStorePassword=changeit …\n"
    "                  (or keytool -importcert -cacerts, for all programs of a Java)\n"
    "Chromium:         certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Nube -i %1$s\n"
    "                  (certutil is of the package libnss3-tools; -N makes the database where there is none)\n"
    "Firefox:          Settings, Privacy & Security, View Certificates, Authorities, Import\n"
    "Debian, Ubuntu:   sudo cp %1$s /usr/local/share/ca-certificates/nube.crt && sudo update-ca-certificates\n"
    "Fedora:           sudo trust anchor %1$s\n"
    "macOS:            sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain %1$s\n"
    "\n"
    "A Nube that runs gives it away, too: curl http://127.0.0.1:4566/_nube/ca\n";

int trust_print(const char *data_dir)
{
    struct arena a = { 0 };
    char absolute[PATH_MAX];
    const char *certificate;

    if (directory_make(data_dir) || !realpath(data_dir, absolute)) {
        fprintf(stderr, "nube: %s: %s\n", data_dir, strerror(errno));
        return 1;
    }
    authority_keep_in(absolute);
    certificate = authority_certificate();
    if (!certificate) return 1;
    fputs(certificate, stdout);
    fflush(stdout);
    fprintf(stderr, words, authority_path(&a));
    arena_release(&a);
    return 0;
}

/* Shapes of IAM: ssh keys. */
#include "emulator/services/iam/iam_shapes.h"

#include <stddef.h>

static const struct shape PublicKeyId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 20, .max = 128, .pattern = "[\\w]+"
};
static const struct member DeleteSSHPublicKeyInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                 { "SSHPublicKeyId", &PublicKeyId, REQUIRED },
                                                                 { 0 } };
const struct shape IamDeleteSSHPublicKeyInput = STRUCTURE(DeleteSSHPublicKeyInput_members);

static const char *const Encoding_values[] = { "SSH", "PEM", NULL };
static const struct shape Encoding = { .type = T_STRING, .values = Encoding_values };
static const struct member SSHPublicKey_members[] = { { "UserName", &String },
                                                      { "SSHPublicKeyId", &String },
                                                      { "Fingerprint", &String },
                                                      { "SSHPublicKeyBody", &String },
                                                      { "Status", &String },
                                                      { "UploadDate", &Timestamp },
                                                      { 0 } };
static const struct shape SSHPublicKey = STRUCTURE(SSHPublicKey_members);

static const struct member GetSSHPublicKeyInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                              { "SSHPublicKeyId", &PublicKeyId, REQUIRED },
                                                              { "Encoding", &Encoding, REQUIRED },
                                                              { 0 } };
const struct shape IamGetSSHPublicKeyInput = STRUCTURE(GetSSHPublicKeyInput_members);
static const struct member GetSSHPublicKeyOutput_members[] = { { "SSHPublicKey", &SSHPublicKey }, { 0 } };
const struct shape IamGetSSHPublicKeyOutput = STRUCTURE(GetSSHPublicKeyOutput_members);

static const struct member SSHPublicKeyMetadata_members[] = {
    { "UserName", &String }, { "SSHPublicKeyId", &String }, { "Status", &String }, { "UploadDate", &Timestamp }, { 0 }
};
static const struct shape SSHPublicKeyMetadata = STRUCTURE(SSHPublicKeyMetadata_members);

static const struct shape SSHPublicKeyList = LIST_OF(&SSHPublicKeyMetadata);

static const struct member ListSSHPublicKeysInput_members[] = {
    { "UserName", &IamUserName }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListSSHPublicKeysInput = STRUCTURE(ListSSHPublicKeysInput_members);
static const struct member ListSSHPublicKeysOutput_members[] = {
    { "SSHPublicKeys", &SSHPublicKeyList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListSSHPublicKeysOutput = STRUCTURE(ListSSHPublicKeysOutput_members);

static const struct member UpdateSSHPublicKeyInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                 { "SSHPublicKeyId", &PublicKeyId, REQUIRED },
                                                                 { "Status", &IamStatus, REQUIRED },
                                                                 { 0 } };
const struct shape IamUpdateSSHPublicKeyInput = STRUCTURE(UpdateSSHPublicKeyInput_members);

static const struct shape PublicKeyMaterial = { .type = T_STRING,
                                                .flags = HAS_MIN | HAS_MAX,
                                                .min = 1,
                                                .max = 16384,
                                                .pattern = "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+" };
static const struct member UploadSSHPublicKeyInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                 { "SSHPublicKeyBody", &PublicKeyMaterial, REQUIRED },
                                                                 { 0 } };
const struct shape IamUploadSSHPublicKeyInput = STRUCTURE(UploadSSHPublicKeyInput_members);
static const struct member UploadSSHPublicKeyOutput_members[] = { { "SSHPublicKey", &SSHPublicKey }, { 0 } };
const struct shape IamUploadSSHPublicKeyOutput = STRUCTURE(UploadSSHPublicKeyOutput_members);

/* Shapes of IAM: mfa. */
#include "emulator/services/iam/iam_shapes.h"

#include <stddef.h>

static const struct shape VirtualMFADeviceName = {
    .type = T_STRING, .flags = HAS_MIN, .min = 1, .pattern = "[\\w+=,.@-]+"
};
static const struct member VirtualMFADevice_members[] = { { "SerialNumber", &String },
                                                          { "Base32StringSeed", &Blob },
                                                          { "QRCodePNG", &Blob },
                                                          { "User", &IamUser },
                                                          { "EnableDate", &Timestamp },
                                                          { "Tags", &IamTagListTold },
                                                          { 0 } };
static const struct shape VirtualMFADevice = STRUCTURE(VirtualMFADevice_members);

static const struct member CreateVirtualMFADeviceInput_members[] = {
    { "Path", &IamPath }, { "VirtualMFADeviceName", &VirtualMFADeviceName, REQUIRED }, { "Tags", &IamTagList }, { 0 }
};
const struct shape IamCreateVirtualMFADeviceInput = STRUCTURE(CreateVirtualMFADeviceInput_members);
static const struct member CreateVirtualMFADeviceOutput_members[] = { { "VirtualMFADevice", &VirtualMFADevice },
                                                                      { 0 } };
const struct shape IamCreateVirtualMFADeviceOutput = STRUCTURE(CreateVirtualMFADeviceOutput_members);

static const struct member DeactivateMFADeviceInput_members[] = { { "UserName", &IamExistingUserName },
                                                                  { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                                  { 0 } };
const struct shape IamDeactivateMFADeviceInput = STRUCTURE(DeactivateMFADeviceInput_members);

static const struct member DeleteVirtualMFADeviceInput_members[] = { { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                                     { 0 } };
const struct shape IamDeleteVirtualMFADeviceInput = STRUCTURE(DeleteVirtualMFADeviceInput_members);

static const struct shape AuthenticationCode = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 6, .max = 6, .pattern = "[\\d]+"
};
static const struct member EnableMFADeviceInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                              { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                              { "AuthenticationCode1", &AuthenticationCode, REQUIRED },
                                                              { "AuthenticationCode2", &AuthenticationCode, REQUIRED },
                                                              { 0 } };
const struct shape IamEnableMFADeviceInput = STRUCTURE(EnableMFADeviceInput_members);

static const struct member GetMFADeviceInput_members[] = { { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                           { "UserName", &IamUserName },
                                                           { 0 } };
const struct shape IamGetMFADeviceInput = STRUCTURE(GetMFADeviceInput_members);
static const struct member GetMFADeviceOutput_members[] = { { "UserName", &String },
                                                            { "SerialNumber", &String },
                                                            { "EnableDate", &Timestamp },
                                                            { "Certifications", &StringMap },
                                                            { 0 } };
const struct shape IamGetMFADeviceOutput = STRUCTURE(GetMFADeviceOutput_members);

static const struct member MFADevice_members[] = {
    { "UserName", &String }, { "SerialNumber", &String }, { "EnableDate", &Timestamp }, { 0 }
};
static const struct shape MFADevice = STRUCTURE(MFADevice_members);

static const struct shape MfaDeviceList = LIST_OF(&MFADevice);

static const struct member ListMFADevicesInput_members[] = {
    { "UserName", &IamExistingUserName }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListMFADevicesInput = STRUCTURE(ListMFADevicesInput_members);
static const struct member ListMFADevicesOutput_members[] = {
    { "MFADevices", &MfaDeviceList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListMFADevicesOutput = STRUCTURE(ListMFADevicesOutput_members);

static const char *const AssignmentStatus_values[] = { "Assigned", "Unassigned", "Any", NULL };
static const struct shape AssignmentStatus = { .type = T_STRING, .values = AssignmentStatus_values };
static const struct shape VirtualMFADeviceList = LIST_OF(&VirtualMFADevice);

static const struct member ListVirtualMFADevicesInput_members[] = {
    { "AssignmentStatus", &AssignmentStatus }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListVirtualMFADevicesInput = STRUCTURE(ListVirtualMFADevicesInput_members);
static const struct member ListVirtualMFADevicesOutput_members[] = {
    { "VirtualMFADevices", &VirtualMFADeviceList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListVirtualMFADevicesOutput = STRUCTURE(ListVirtualMFADevicesOutput_members);

static const struct member ResyncMFADeviceInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                              { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                              { "AuthenticationCode1", &AuthenticationCode, REQUIRED },
                                                              { "AuthenticationCode2", &AuthenticationCode, REQUIRED },
                                                              { 0 } };
const struct shape IamResyncMFADeviceInput = STRUCTURE(ResyncMFADeviceInput_members);

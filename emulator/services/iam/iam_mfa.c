/* Handlers of MFA devices. A virtual device is an entity; that a user has it is a credential, whose id is the serial
 * number. */
#include "emulator/services/iam/iam_mfa.h"

#include "emulator/base/ids.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credentials.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_totp.h"
#include "emulator/services/iam/iam_users.h"

#define KIND             "mfa"
#define SEED_SIZE        IAM_TOTP_SEED_MAX
#define CLOCK_STEPS_MAX  20 /* by how much a device's clock may be wrong when it is set up */
#define DEVICES_PER_USER 8

/* DIFFERS: the QR code's picture is a PNG of one white dot. */
static const unsigned char picture[] = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d,
                                         0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01,
                                         0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00,
                                         0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8, 0x0f, 0x00, 0x01,
                                         0x01, 0x01, 0x00, 0x1c, 0xb0, 0x8c, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49,
                                         0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82 };

int iam_create_virtual_mfa_device(struct call *c)
{
    struct iam_entity e = { .kind = IAM_MFA, .name = doc_get_str(c->in, "VirtualMFADeviceName") };
    char seed[SEED_SIZE + 1];
    struct doc *out;

    random_text(seed, SEED_SIZE, ALPHABET_UPPER);
    e.detail = doc_map(&c->arena);
    doc_put_cstr(e.detail, "Seed", seed);
    if (iam_entity_create(c, &e)) return -1;
    out = doc_put_map(c->out, "VirtualMFADevice");
    doc_put_str(out, "SerialNumber", e.arn);
    doc_put_blob(out, "Base32StringSeed", span_of(arena_string(&c->arena, span_of(seed))));
    doc_put_blob(out, "QRCodePNG", (struct span){ (const char *)picture, sizeof picture });
    if (doc_count(e.tags)) doc_put(out, "Tags", e.tags);
    return 0;
}

static int missing(struct call *c, struct span serial)
{
    return iam_kind_missing(c, IAM_MFA, serial);
}

int iam_delete_virtual_mfa_device(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    if (iam_store_credential_find(c->db, &c->arena, e.arn, &cr))
        return fault(c, &iam_delete_conflict, "Cannot delete entity, must deactivate MFA device first.");
    iam_store_entity_delete(c->db, &e);
    return 0;
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

/* AWS: two codes, one behind the other, tell how the device's clock goes. They are used up by that. */
static int codes_take(struct call *c, const struct iam_entity *device, struct iam_credential *cr)
{
    struct span seed = doc_get_str(device->detail, "Seed"), second = doc_get_str(c->in, "AuthenticationCode2");
    int64_t now = c->now_ms / IAM_TOTP_STEP_MS, step, next;

    if (!iam_totp_find(seed, doc_get_str(c->in, "AuthenticationCode1"), now - CLOCK_STEPS_MAX, now + CLOCK_STEPS_MAX,
                       &step) ||
        !iam_totp_find(seed, second, step + 1, step + 1, &next))
        return fault(c, &iam_invalid_authentication_code, "Authentication code for device is not valid");
    doc_put_int(cr->detail, "Drift", next - now);
    doc_put_int(cr->detail, "LastStep", next);
    return 0;
}

static bool device_find(struct call *c, struct span serial, struct iam_entity *device)
{
    struct span account = span_of(c->who.account);

    return iam_store_entity_find(c->db, &c->arena, account, IAM_MFA, iam_kind_name_of_arn(IAM_MFA, account, serial),
                                 device) &&
           span_eq(device->arn, serial);
}

/* AWS: the code of a step before or after it will do, and each once. */
enum mfa_found iam_mfa_check(struct call *c, struct span serial, struct span code, bool is_used)
{
    struct iam_credential cr;
    struct iam_entity device, user;
    int64_t now, step;

    if (c->who.kind != IDENTITY_USER || !iam_store_credential_find(c->db, &c->arena, serial, &cr) ||
        !span_is(cr.kind, KIND) || !device_find(c, serial, &device) ||
        !iam_store_entity_find_id(c->db, &c->arena, cr.entity, &user) || !span_is(user.unique_id, c->who.user_id))
        return MFA_IS_NO_DEVICE;
    now = c->now_ms / IAM_TOTP_STEP_MS + doc_get_int(cr.detail, "Drift", 0);
    if (!iam_totp_find(doc_get_str(device.detail, "Seed"), code, now - 1, now + 1, &step) ||
        step <= doc_get_int(cr.detail, "LastStep", 0))
        return MFA_IS_WRONG;
    if (!is_used) return MFA_IS_GOOD;
    doc_put_int(cr.detail, "LastStep", step);
    iam_store_credential_update(c->db, &cr);
    return MFA_IS_GOOD;
}

/* --- enabled for a user ------------------------------------------------------------------------------------------- */

static void device_put(const struct iam_credential *cr, struct doc *out)
{
    doc_put_str(out, "SerialNumber", cr->id);
    doc_put_int(out, "EnableDate", cr->created_ms);
}

int iam_enable_mfa_device(struct call *c)
{
    struct span serial = doc_get_str(c->in, "SerialNumber");
    struct iam_credential cr;
    struct iam_entity user, device;

    if (iam_entity_require(c, IAM_USER, doc_get_str(c->in, "UserName"), &user)) return -1;
    if (iam_store_credential_find(c->db, &c->arena, serial, &cr))
        return fault(c, &iam_entity_already_exists, "MFA Device is already in use.");
    if (!device_find(c, serial, &device)) return missing(c, serial);
    iam_credential_init(c, &user, KIND, serial, &cr);
    if (codes_take(c, &device, &cr)) return -1;
    if (iam_quota_check(c, "MFADevicesPerUser", iam_store_credential_count(c->db, &user, KIND), DEVICES_PER_USER))
        return -1;
    iam_store_credential_insert(c->db, &cr);
    return 0;
}

/* The device that the input names, and the user that has it: who is named, or the caller. */
static int device_require(struct call *c, struct iam_entity *user, struct iam_credential *cr)
{
    struct span serial = doc_get_str(c->in, "SerialNumber");

    if (iam_caller_user(c, user)) return -1;
    if (iam_store_credential_find(c->db, &c->arena, serial, cr) && span_is(cr->kind, KIND) && cr->entity == user->id &&
        span_eq(cr->account, user->account))
        return 0;
    return missing(c, serial);
}

int iam_deactivate_mfa_device(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (device_require(c, &user, &cr)) return -1;
    iam_store_credential_delete(c->db, cr.id);
    return 0;
}

int iam_resync_mfa_device(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user, device;

    if (device_require(c, &user, &cr)) return -1;
    if (!device_find(c, cr.id, &device)) return missing(c, cr.id);
    if (codes_take(c, &device, &cr)) return -1;
    iam_store_credential_update(c->db, &cr);
    return 0;
}

int iam_list_mfa_devices(struct call *c)
{
    return iam_credential_list(c, KIND, "MFADevices", "SerialNumber", device_put);
}

int iam_get_mfa_device(struct call *c)
{
    struct span serial = doc_get_str(c->in, "SerialNumber");
    struct iam_credential cr;
    struct iam_entity user;

    if (doc_get(c->in, "UserName")) {
        if (device_require(c, &user, &cr)) return -1;
    } else if (!iam_store_credential_find(c->db, &c->arena, serial, &cr) || !span_is(cr.kind, KIND) ||
               !span_is(cr.account, c->who.account)) {
        return missing(c, serial);
    } else if (!iam_store_entity_find_id(c->db, &c->arena, cr.entity, &user)) {
        user = (struct iam_entity){ 0 };
    }
    iam_credential_put_user(&user, c->out);
    device_put(&cr, c->out);
    return 0;
}

/* --- all virtual ones --------------------------------------------------------------------------------------------- */

static void virtual_put(struct call *c, const struct iam_entity *e, const struct iam_credential *cr, struct doc *out)
{
    struct iam_entity user;

    doc_put_str(out, "SerialNumber", e->arn);
    if (!cr) return;
    doc_put_int(out, "EnableDate", cr->created_ms);
    if (iam_store_entity_find_id(c->db, &c->arena, cr->entity, &user)) iam_user_put(c, &user, doc_put_map(out, "User"));
}

int iam_list_virtual_mfa_devices(struct call *c)
{
    struct span account = span_of(c->who.account), status = doc_get_str(c->in, "AssignmentStatus"), none = { NULL, 0 };
    struct doc *all = doc_list(&c->arena),
               *names = iam_store_entity_names(c->db, &c->arena, account, IAM_MFA, none, none, INT64_MAX);
    struct iam_credential cr;
    struct iam_entity e;

    for (size_t i = 0; i < doc_count(names); i++) {
        bool is_assigned;
        if (!iam_store_entity_find(c->db, &c->arena, account, IAM_MFA, doc_text(doc_at(names, i)), &e)) continue;
        is_assigned = iam_store_credential_find(c->db, &c->arena, e.arn, &cr);
        if (span_is(status, is_assigned ? "Unassigned" : "Assigned")) continue;
        virtual_put(c, &e, is_assigned ? &cr : NULL, doc_append_map(all));
    }
    return iam_page_list(c, "VirtualMFADevices", all, "SerialNumber");
}

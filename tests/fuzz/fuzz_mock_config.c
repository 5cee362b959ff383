/* Mock configurations: whatever is taken as good can be looked up in. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/states/mocks/states_mock_config.h"

static void look_up(const struct doc *config)
{
    struct doc *machines = doc_get(config, "StateMachines");

    for (uint32_t m = 0; m < machines->map.count; m++) {
        struct doc *cases = doc_get(machines->map.members[m].value, "TestCases");

        for (uint32_t k = 0; k < cases->map.count; k++) {
            struct doc *test_case =
                states_mock_config_case(config, machines->map.members[m].name, cases->map.members[k].name);

            must_hold(test_case != NULL);
            for (uint32_t i = 0; i < test_case->map.count; i++) {
                struct doc *response = states_mock_config_response(config, test_case, test_case->map.members[i].name);

                must_hold(response != NULL);
                must_hold(states_mock_config_step(response, 0) != NULL);
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    const char *why = NULL;
    struct doc *config = states_mock_config_read(&a, input, &why);

    must_hold(config || why);
    if (config) look_up(config);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

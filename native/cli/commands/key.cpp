// moa key: API keys in the system's secret store. A key is typed or piped in. It is never an argument,
// because other programs can read arguments, and it is never printed.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/provider_option.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/secret_line.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/platform/keys.hpp"
#include "wire/http.hpp"

namespace moa::cli {
namespace {

Error key_as_argument() {
    return {ErrorKind::invalid_input, 0,
            "A key must not be an argument, because other programs can read arguments: give only the "
            "provider, then type the key when prompted or pipe it in."};
}

/// Whether a name that is no provider's may well be a key.
bool may_be_key(const ProviderOption& option) {
    constexpr std::size_t longest_name = 16;
    return option.settings.addresses.empty() && option.name.size() > longest_name &&
           mixture::find_provider(mixture::known_providers(), option.name) == nullptr;
}

std::string origin_of(const mixture::Provider& provider) {
    return wire::origin_of(provider.base_url);
}

int set_command(const ProviderOption& option) {
    if (may_be_key(option)) return fail(key_as_argument());
    const Result<ChosenProvider> chosen = choose_provider(option);
    if (!chosen) return fail(chosen.error());
    const mixture::Provider& provider = chosen.value().provider;
    if (const std::string refusal = chosen.value().keys.address_refusal(provider.label, provider.base_url);
        !provider.is_simulated() && !refusal.empty())
        return fail(invalid_input(refusal + native::way_to_allow_http(provider)));
    const std::optional<std::string> key =
        read_secret_line("API key for " + provider.label + " at " + origin_of(provider) + ": ");
    if (!key) return exit_interrupted;
    if (const auto error = native::keep_key(provider, *key)) return fail(*error);
    print_note("The key for " + provider.label +
               " is saved in the system's secret store and is sent only to " + origin_of(provider) + ".");
    return exit_ok;
}

int list_command() {
    const Result<std::vector<native::KeyPlace>> places = native::list_saved_credentials();
    if (!places) return fail(places.error());
    if (places.value().empty()) {
        print_note("No key is saved. Save one with moa key set PROVIDER.");
        return exit_ok;
    }
    std::vector<std::vector<std::string>> rows;
    for (const native::KeyPlace& place : places.value())
        rows.push_back({place.provider, place.origin});
    std::string text;
    for (const std::string& line : table_lines({{"PROVIDER"}, {"SENT TO"}}, rows))
        text += line + "\n";
    return write_output(text) ? exit_ok : exit_failed;
}

/// Without --provider: the keys for all of its origins.
int forget_command(const ProviderOption& option) {
    std::vector<native::KeyPlace> places;
    std::string name = option.name;
    if (!option.settings.addresses.empty()) {
        const Result<ChosenProvider> chosen = choose_provider(option);
        if (!chosen) return fail(chosen.error());
        name = chosen.value().provider.name;
        places.push_back({name, origin_of(chosen.value().provider)});
    } else {
        if (name.empty())
            return fail({ErrorKind::invalid_input, 0, "Name the provider whose key to delete."});
        const Result<std::vector<native::KeyPlace>> kept = native::list_saved_credentials();
        if (!kept) return fail(kept.error());
        for (const native::KeyPlace& place : kept.value()) {
            if (place.provider == name) places.push_back(place);
        }
    }
    bool any = false;
    for (const native::KeyPlace& place : places) {
        const Result<bool> removed = native::forget_key(place);
        if (!removed) return fail(removed.error());
        if (!removed.value()) continue;
        any = true;
        print_note("The key for " + place.provider + " at " + place.origin + " was deleted.");
    }
    if (any) return exit_ok;
    print_error("No key for " + name + " is saved. moa key list shows the saved keys.");
    return exit_usage;
}

}  // namespace

void add_key_command(CLI::App& app, int& exit_code) {
    CLI::App* command =
        app.add_subcommand("key", "Save, list and delete API keys in the system's secret store");
    command->require_subcommand(1);
    command->footer(
        "A key is sent only to the origin it was entered for. Environment variables take precedence over "
        "saved keys.");

    auto set = std::make_shared<ProviderOption>();
    CLI::App* set_key = command->add_subcommand(
        "set", "Save a key, read from the terminal without echo or from standard input");
    add_provider_option(*set_key, *set, "Provider of the key: ");
    set_key->allow_extras();
    set_key->callback([set, set_key, &exit_code] {
        exit_code = set_key->remaining().empty() ? set_command(*set) : fail(key_as_argument());
    });

    command->add_subcommand("list", "List the providers with a saved key and the origin each key is sent to")
        ->callback([&exit_code] { exit_code = list_command(); });

    auto forget = std::make_shared<ProviderOption>();
    CLI::App* forget_key = command->add_subcommand("forget", "Delete a provider's saved key");
    add_provider_option(*forget_key, *forget, "Provider of the key: ");
    forget_key->callback([forget, &exit_code] { exit_code = forget_command(*forget); });
}

}  // namespace moa::cli

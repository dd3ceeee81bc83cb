// moa provider: the user's own providers, kept in the configuration.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "json.hpp"
#include "mixture/recipe_providers.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/confirmation.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/found_address.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/provider_option.hpp"
#include "native/cli/recipe_overrides.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/provider_config.hpp"
#include "session/extra_header.hpp"
#include "session/models/model_words.hpp"
#include "wire/http.hpp"

namespace moa::cli {
namespace {

struct AddArguments {
    std::string name;
    std::string base_url;
    std::string key_variable;
    std::vector<std::string> headers;
    std::optional<int> parallel;
    bool allow_http = false;
};

/// Whether the user lets keys go to this provider over http://: by the option, by an earlier yes, or by one
/// that they are asked for where it has a key or headers.
Result<bool> allows_http(const AddArguments& arguments, const mixture::Provider& provider) {
    const std::string& url = provider.base_url;
    if (!wire::needs_yes_for_key(url))
        return arguments.allow_http ? Result<bool>(needless_yes(url)) : Result<bool>(false);
    const auto kept = native::read_provider_config();
    if (!kept) return kept.error();
    session::Credentials allowed;
    for (const std::string& origin : kept.value().http_keys)
        allowed.allow_http(origin);
    if (arguments.allow_http || allowed.may_go_to(url)) return true;
    const bool stated = !arguments.headers.empty() || !arguments.key_variable.empty();
    if (!stated && !native::environment_key_fault(provider, allowed)) return false;
    if (can_ask() &&
        confirmed("Keys and headers for " + provider.name + " would go to " + wire::origin_of(url) +
                  " over http://, where others in your network can read them. Allow it?"))
        return true;
    if (!stated) return false;
    return invalid_input(allowed.address_refusal(provider.name, url) + native::way_to_allow_http(provider));
}

/// The provider as its file will have it, or why it cannot be kept.
Result<native::ConfiguredProvider> read_arguments(const AddArguments& arguments, bool& allowed) {
    native::ConfiguredProvider provider;
    provider.name = arguments.name;
    mixture::Providers tidied;
    if (provider.name == "simulated") return usage_error("The simulated provider has no base URL to set.");
    if (auto error = mixture::set_base_url(tidied, arguments.name, arguments.base_url)) return *error;
    provider.base_url = tidied.front().base_url;
    provider.key_variable = arguments.key_variable;
    provider.parallel = arguments.parallel;
    const Result<bool> allows = allows_http(arguments, tidied.front());
    if (!allows) return allows.error();
    allowed = allows.value();
    session::Credentials keys;
    if (allowed) keys.allow_http(provider.base_url);
    for (const std::string& typed : arguments.headers) {
        Result<wire::Header> header = session::read_extra_header(typed);
        if (!header) return header.error();
        if (auto error = keys.set_header(provider.name, provider.base_url, header.value())) return *error;
    }
    provider.headers = keys.headers(provider.name, provider.base_url);
    return provider;
}

int add_command(const AddArguments& arguments) {
    bool allowed = false;
    const Result<native::ConfiguredProvider> provider = read_arguments(arguments, allowed);
    if (!provider) return refuse(provider.error());
    if (auto error = native::keep_provider(provider.value(), allowed)) return refuse(*error);
    // Read back, so that what was written is what every command can read.
    const auto kept = native::read_provider_config();
    if (!kept) return refuse(kept.error());
    mixture::Providers providers = mixture::known_providers();
    session::Credentials keys;
    if (auto error = native::use_configured(kept.value(), providers, keys)) return refuse(*error);
    const mixture::Provider& own = *mixture::find_provider(providers, arguments.name);
    print_note("The provider " + own.name + " is kept in " + native::config_path()->string() + ", at " +
               own.base_url + ".");
    if (own.base_url != arguments.base_url && own.base_url + "/" != arguments.base_url)
        print_note("The base URL is what stands before the path of an interface, so that was left out.");
    if (allowed)
        print_note("Keys and headers go to " + wire::origin_of(own.base_url) + " over http://, unencrypted.");
    native::read_environment_keys({own}, keys);
    if (own.needs_key() && !keys.has(own.name, own.base_url))
        print_note("To call it, " + native::key_advice(own) + ".");
    return exit_ok;
}

std::string header_names(const native::ConfiguredProvider& provider) {
    std::string names;
    for (const wire::Header& header : provider.headers)
        names += (names.empty() ? "" : ", ") + header.first;
    return names.empty() ? "-" : names;
}

int list_command(bool json) {
    const auto kept = native::read_provider_config();
    if (!kept) return refuse(kept.error());
    session::Credentials allowed;
    for (const std::string& origin : kept.value().http_keys)
        allowed.allow_http(origin);
    Json list = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const native::ConfiguredProvider& each : kept.value().providers) {
        const bool over_http = wire::needs_yes_for_key(each.base_url) && allowed.may_go_to(each.base_url);
        Json one = {{"name", each.name}, {"base_url", each.base_url}};
        if (over_http) one["allow_http_key"] = true;
        if (!each.key_variable.empty()) one["key_variable"] = each.key_variable;
        for (const wire::Header& header : each.headers)
            one["headers"].push_back(header.first);  // never their values
        if (each.parallel) one["parallel"] = *each.parallel;
        list.push_back(std::move(one));
        rows.push_back({each.name, each.base_url + (over_http ? " (keys unencrypted)" : ""),
                        each.key_variable.empty() ? "-" : each.key_variable, header_names(each),
                        each.parallel ? std::to_string(*each.parallel) : "-"});
    }
    if (json) {
        const Json all = {{"format", "moa-provider-list/1"}, {"providers", std::move(list)}};
        return write_output(escaped_json(all.dump(2)) + "\n") ? exit_ok : exit_failed;
    }
    if (rows.empty()) {
        print_note("No provider of your own is kept. Keep one with moa provider add NAME BASE_URL.");
        return exit_ok;
    }
    std::string text;
    for (const std::string& line :
         table_lines({{"PROVIDER"}, {"BASE URL"}, {"KEY"}, {"HEADERS"}, {"PARALLEL", true}}, rows))
        text += line + "\n";
    return write_output(text) ? exit_ok : exit_failed;
}

int remove_command(const std::string& name) {
    const Result<bool> removed = native::forget_provider(name);
    if (!removed) return refuse(removed.error());
    if (!removed.value()) return refuse("No provider " + name + " is kept. moa provider list shows them.");
    print_note("The provider " + name + " was removed. Its saved key, if any, stays: moa key forget " + name +
               " deletes it.");
    return exit_ok;
}

/// Asks for the list of models, which says whether address, key and headers are right.
int check_command(const std::string& name) {
    const Result<ChosenProvider> chosen = choose_provider({name, {}});
    if (!chosen) return refuse(chosen.error());
    mixture::Provider provider = chosen.value().provider;
    session::Credentials keys = chosen.value().keys;
    if (const auto error = native::environment_key_fault(provider, keys)) return refuse(*error);
    if (const auto error = native::add_kept_key(provider, keys)) return refuse(*error);
    SignalScope signals;
    ModelQueries queries(signals);
    queries.requests().load(provider, keys);
    if (!queries.wait({})) return exit_interrupted;
    queries.keep();
    if (const Error* error = queries.requests().load_error(provider)) {
        print_error(provider.label + " at " + provider.base_url + ": " + error->message);
        return exit_failed;
    }
    mixture::Providers one = {provider};
    use_found_addresses(queries.requests(), one);
    provider = std::move(one.front());
    const std::size_t count = queries.book().list_of(provider)->models.size();
    print_note(provider.label + " answers at " + provider.base_url + " and lists " + std::to_string(count) +
               (count == 1 ? " model." : " models."));
    if (provider.needs_key() && !keys.has(provider.name, provider.base_url))
        print_note("To call them, " + native::key_advice(provider) + ".");
    return exit_ok;
}

}  // namespace

void add_provider_command(CLI::App& app, int& exit_code) {
    CLI::App* command = app.add_subcommand("provider", "Keep, list, remove and check providers of your own");
    command->require_subcommand(1);
    command->footer(
        "They are kept in moa/config.json of $XDG_CONFIG_HOME (or ~/.config), which the window reads, too.\n"
        "Values of headers are secrets like keys: they are sent to the provider's origin only, and are in no "
        "log, list or error.");

    auto add = std::make_shared<AddArguments>();
    CLI::App* adding = command->add_subcommand("add", "Keep a provider, in place of one of the same name");
    adding->add_option("name", add->name, "How recipes and -m NAME/MODEL name it")
        ->type_name("NAME")
        ->required();
    adding->add_option("base_url", add->base_url, "Its OpenAI-compatible endpoint, with the version path")
        ->type_name("BASE_URL")
        ->required();
    adding
        ->add_option("--key-variable", add->key_variable,
                     "Environment variable that holds its key; default: MOA_<NAME>_API_KEY")
        ->type_name("VARIABLE");
    adding
        ->add_option("--header", add->headers,
                     "Further header of each request, as secret as a key; may be repeated")
        ->type_name("'HEADER: VALUE'")
        ->take_all()
        ->allow_extra_args(false);
    adding->add_flag("--allow-http-key", add->allow_http,
                     "Send its key and headers over http:// to its address in your own network, where others "
                     "can read them");
    adding->add_option("--parallel", add->parallel, "Maximum number of concurrent calls; 0 means no limit")
        ->type_name("CALLS")
        ->check(number_from(0, mixture::max_parallel));
    adding->callback([add, &exit_code] { exit_code = add_command(*add); });

    auto json = std::make_shared<bool>(false);
    CLI::App* listing = command->add_subcommand("list", "List the kept providers");
    listing->add_flag("--json", *json, "Print JSON (moa-provider-list/1)");
    listing->callback([json, &exit_code] { exit_code = list_command(*json); });

    auto removed = std::make_shared<std::string>();
    CLI::App* removing = command->add_subcommand("remove", "Remove a kept provider");
    removing->add_option("name", *removed, "Its name")->type_name("NAME")->required();
    removing->callback([removed, &exit_code] { exit_code = remove_command(*removed); });

    auto checked = std::make_shared<std::string>();
    CLI::App* checking = command->add_subcommand(
        "check", "Ask a provider for its models: are address, key and headers right?");
    checking->add_option("name", *checked, "Its name")->type_name("NAME")->required();
    checking->callback([checked, &exit_code] { exit_code = check_command(*checked); });
}

}  // namespace moa::cli

#include "native/cli/provider_option.hpp"

#include <utility>

#include "native/cli/recipe_overrides.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/provider_config.hpp"
#include "session/extra_header.hpp"
#include "wire/http.hpp"

namespace moa::cli {
namespace {

/// The two sides of "NAME=REST".
std::optional<std::pair<std::string, std::string>> sides(const std::string& setting) {
    const auto equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == setting.size()) return std::nullopt;
    return std::pair(setting.substr(0, equals), setting.substr(equals + 1));
}

Result<std::string> apply_base_url(mixture::Providers& providers, const std::string& setting) {
    const auto read = sides(setting);
    if (!read) {
        return usage_error("--provider needs NAME=BASE_URL, for example together=http://127.0.0.1:8080/v1.");
    }
    if (read->first == "simulated")
        return usage_error("--provider cannot set a base URL for the simulated provider, which has none.");
    if (auto error = mixture::set_base_url(providers, read->first, read->second)) return *error;
    return read->first;
}

std::optional<Error> apply_header(UserProviders& user, const std::string& setting) {
    const auto read = sides(setting);
    if (!read) return usage_error("--header needs NAME='Header: value', for example lab='x-region: eu'.");
    const mixture::Provider* provider = mixture::find_provider(user.providers, read->first);
    if (provider == nullptr || provider->is_simulated())
        return usage_error("--header: unknown provider " + read->first +
                           "; name a known provider, or one added with --provider or moa provider add.");
    Result<wire::Header> header = session::read_extra_header(read->second);
    if (!header) return usage_error("--header " + read->first + ": " + header.error().message);
    return user.keys.set_header(provider->name, provider->base_url, std::move(header.value()));
}

std::optional<Error> allow_http(UserProviders& user, const std::string& name) {
    const mixture::Provider* provider = mixture::find_provider(user.providers, name);
    if (provider == nullptr) {
        return usage_error("--allow-http-key: unknown provider " + name +
                           "; name one that is added with --provider or moa provider add.");
    }
    if (!wire::needs_yes_for_key(provider->base_url)) return needless_yes(provider->base_url);
    user.keys.allow_http(provider->base_url);
    return std::nullopt;
}

Error unknown_provider(const std::string& name, const mixture::Providers& providers) {
    return usage_error("Unknown provider " + name + ": use one of " + names_of(providers) +
                       ", add --provider " + name + "=BASE_URL, or keep it with moa provider add " + name +
                       " BASE_URL.");
}

}  // namespace

Error needless_yes(const std::string& base_url) {
    return usage_error("--allow-http-key is for addresses with http:// in your own network, not for " +
                       base_url + ".");
}

std::optional<Error> unknown_provider_in(const mixture::Recipe& recipe, const mixture::Providers& providers) {
    for (const mixture::Agent& agent : mixture::callees(recipe)) {
        if (mixture::find_provider(providers, agent.provider) == nullptr)
            return unknown_provider(agent.provider, providers);
    }
    return std::nullopt;
}

std::string names_of(const mixture::Providers& providers) {
    std::string names;
    for (const mixture::Provider& provider : providers)
        names += (names.empty() ? "" : ", ") + provider.name;
    return names;
}

void add_provider_settings(CLI::App& command, ProviderSettings& settings) {
    command
        .add_option("--provider", settings.addresses,
                    "Base URL of a provider, known or your own; may be repeated. moa provider add keeps one")
        ->type_name("NAME=BASE_URL")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--header", settings.headers,
                    "Further header of each request to a provider, as secret as a key; may be repeated")
        ->type_name("NAME='HEADER: VALUE'")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--allow-http-key", settings.allow_http,
                    "Send this provider's key to its address in your own network over http://, where others "
                    "can read it; may be repeated")
        ->type_name("NAME")
        ->take_all()
        ->allow_extra_args(false);
}

Result<UserProviders> read_user_providers(const ProviderSettings& settings) {
    UserProviders user;
    user.providers = mixture::known_providers();
    const auto config = native::read_provider_config();
    if (!config) return config.error();
    if (auto error = native::use_configured(config.value(), user.providers, user.keys)) return *error;
    for (const native::ConfiguredProvider& each : config.value().providers)
        user.configured.push_back(each.name);
    for (const std::string& setting : settings.addresses) {
        Result<std::string> name = apply_base_url(user.providers, setting);
        if (!name) return name.error();
        user.named.push_back(std::move(name.value()));
    }
    for (const std::string& name : settings.allow_http) {
        if (auto error = allow_http(user, name)) return *error;
    }
    for (const std::string& setting : settings.headers) {
        if (auto error = apply_header(user, setting)) return *error;
    }
    native::read_environment_keys(user.providers, user.keys);
    return user;
}

void add_provider_option(CLI::App& command, ProviderOption& option, const std::string& help) {
    // Not "provider": newer versions of CLI11 treat an argument and an option of one name as the same.
    command.add_option("name", option.name, help + names_of(mixture::known_providers()))
        ->type_name("PROVIDER");
    add_provider_settings(command, option.settings);
}

Result<ChosenProvider> choose_provider(const ProviderOption& option) {
    Result<UserProviders> user = read_user_providers(option.settings);
    if (!user) return user.error();
    ChosenProvider chosen{std::move(user.value().providers), {}, std::move(user.value().keys)};
    const std::vector<std::string>& named = user.value().named;
    const std::string wanted = option.name.empty() && !named.empty() ? named.front() : option.name;
    if (wanted.empty()) {
        return usage_error("Name a provider: " + names_of(chosen.providers) +
                           ". Any other needs --provider NAME=BASE_URL, once or kept by moa provider add.");
    }
    const mixture::Provider* provider = mixture::find_provider(chosen.providers, wanted);
    if (provider == nullptr) return unknown_provider(wanted, chosen.providers);
    chosen.provider = *provider;
    return chosen;
}

}  // namespace moa::cli

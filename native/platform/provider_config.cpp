#include "native/platform/provider_config.hpp"

#include <algorithm>
#include <functional>
#include <system_error>
#include <utility>

#include "ascii.hpp"
#include "json.hpp"
#include "json_gate.hpp"
#include "mixture/base_url.hpp"
#include "mixture/recipe_providers.hpp"
#include "native/platform/file_lock.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"
#include "session/extra_header.hpp"
#include "wire/http.hpp"

namespace moa::native {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view format = "moa-config/1";
constexpr std::size_t most_levels = 16;

bool is_variable_name(std::string_view name) {
    return !name.empty() && !is_digit(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '_';
    });
}

Error at(const std::string& place, const std::string& what) {
    return invalid_input(place + " " + what);
}

std::optional<Error> read_headers(const Json& json, const std::string& place, wire::Headers& out) {
    if (!json.is_object()) return at(place, "must be an object of header names and values.");
    for (const auto& [name, value] : json.items()) {
        if (!value.is_string()) return at(place + "." + name, "must be a text.");
        Result<wire::Header> header = session::read_extra_header(name + ": " + value.get<std::string>());
        if (!header) return at(place + ":", header.error().message);
        out.push_back(std::move(header.value()));
    }
    return std::nullopt;
}

Result<ConfiguredProvider> read_provider(const std::string& name, const Json& json) {
    const std::string place = "providers." + name;
    if (!json.is_object()) return at(place, "must be an object with \"base_url\".");
    ConfiguredProvider out;
    out.name = name;
    out.base_url = find_string(json, "base_url");
    mixture::Providers probe;
    if (name == "simulated") return at(place, "cannot be moved: it is the embedded provider.");
    if (const auto fault = mixture::set_base_url(probe, name, out.base_url))
        return at(place + ".base_url:", fault->message);
    if (const Json* variable = find(json, "key_variable")) {
        if (!variable->is_string() || !is_variable_name(variable->get<std::string>()))
            return at(place + ".key_variable",
                      "must be the name of an environment variable, for example LAB_API_KEY; the key itself "
                      "does not belong in this file.");
        out.key_variable = variable->get<std::string>();
    }
    if (const Json* headers = find(json, "headers"))
        if (auto error = read_headers(*headers, place + ".headers", out.headers)) return *error;
    if (const Json* parallel = find(json, "parallel")) {
        if (!parallel->is_number_integer() || *parallel < 0 || *parallel > mixture::max_parallel)
            return at(place + ".parallel", "must be a whole number from 0 (no limit) to " +
                                               std::to_string(mixture::max_parallel) + ".");
        out.parallel = parallel->get<int>();
    }
    return out;
}

std::optional<Error> read_http_keys(const Json& config, std::vector<std::string>& out) {
    const Json* origins = find(config, "http_keys");
    if (origins == nullptr) return std::nullopt;
    for (const Json& each : *origins) {
        if (!each.is_string() || !wire::needs_yes_for_key(each.get<std::string>()))
            return at("http_keys",
                      "must be origins in your own network, for example "
                      "\"http://192.168.1.5:11434\".");
        out.push_back(each.get<std::string>());
    }
    return std::nullopt;
}

std::string origin_of(const Json& provider) {
    return provider.is_object() ? wire::origin_of(find_string(provider, "base_url")) : std::string();
}

/// The file as JSON; an object with the format where there is none.
Result<JsonBox> read_config() {
    const auto path = config_path();
    std::error_code failed;
    if (!path || !fs::exists(*path, failed)) return JsonBox(Json{{"format", format}});
    const Result<std::string> text = read_file(path->string());
    if (!text) return text.error();
    Result<JsonBox> json = read_json(text.value(), most_levels);
    if (!json) return invalid_input(path->string() + ": " + json.error().message);
    if (!(*json.value()).is_object() || find_string(*json.value(), "format") != format) {
        return invalid_input(path->string() + " is no configuration: \"format\" must be \"" +
                             std::string(format) + "\".");
    }
    if (const Json* providers = find(*json.value(), "providers"); providers && !providers->is_object())
        return invalid_input(path->string() + ": providers must be an object.");
    if (const Json* origins = find(*json.value(), "http_keys"); origins && !origins->is_array())
        return invalid_input(path->string() + ": http_keys must be a list of origins.");
    return json;
}

/// Reads, changes and writes it, while nobody else does. False where `change` has said that there was nothing
/// to do.
Result<bool> change_config(const std::function<bool(Json&)>& change) {
    const auto path = config_path();
    if (!path)
        return Error{ErrorKind::io, 0, "There is no folder for settings: set XDG_CONFIG_HOME or HOME."};
    const FileLock lock = FileLock::wait_for_folder(path->parent_path().string());
    Result<JsonBox> config = read_config();
    if (!config) return config.error();
    Json json = *config.value();
    if (!change(json)) return false;
    if (auto error = replace_file(*path, json.dump(2) + "\n", Durable::yes, Readers::owner)) return *error;
    return true;
}

/// What it has under a provider's name; null where that is nothing.
Json* entry_of(Json& config, std::string_view name) {
    const auto providers = config.find("providers");
    if (providers == config.end()) return nullptr;
    const auto entry = providers->find(std::string(name));
    return entry == providers->end() ? nullptr : &*entry;
}

}  // namespace

std::optional<fs::path> config_path() {
    const auto folder = config_folder();
    return folder ? std::optional(*folder / "config.json") : std::nullopt;
}

Result<ProviderConfig> read_provider_config() {
    const Result<JsonBox> config = read_config();
    if (!config) return config.error();
    ProviderConfig out;
    const auto in_file = [](const Error& error) {
        return invalid_input(config_path()->string() + ": " + error.message);
    };
    if (const auto error = read_http_keys(*config.value(), out.http_keys)) return in_file(*error);
    const Json* providers = find(*config.value(), "providers");
    if (providers == nullptr) return out;
    for (const auto& [name, value] : providers->items()) {
        Result<ConfiguredProvider> provider = read_provider(name, value);
        if (!provider) return in_file(provider.error());
        out.providers.push_back(std::move(provider.value()));
    }
    return out;
}

std::optional<Error> use_configured(const ProviderConfig& config, mixture::Providers& providers,
                                    session::Credentials& keys) {
    for (const std::string& origin : config.http_keys)
        keys.allow_http(origin);
    for (const ConfiguredProvider& each : config.providers) {
        if (auto error = mixture::set_base_url(providers, each.name, each.base_url)) return error;
        const auto it = std::find_if(providers.begin(), providers.end(),
                                     [&each](const auto& one) { return one.name == each.name; });
        if (!each.key_variable.empty()) it->key_variable = each.key_variable;
        if (each.parallel) {
            it->max_concurrent = *each.parallel;
            it->calls_assumed = false;
        }
        for (const wire::Header& header : each.headers)
            if (auto error = keys.set_header(each.name, each.base_url, header)) return error;
    }
    return std::nullopt;
}

std::optional<Error> keep_provider(const ConfiguredProvider& provider, bool allows_http) {
    const Result<bool> kept = change_config([&](Json& config) {
        // What is in it already, members of other versions included, stays.
        Json& own = config["providers"][provider.name];
        if (!own.is_object()) own = Json::object();
        own["base_url"] = provider.base_url;
        const auto put = [&own](const char* name, bool there, Json value) {
            own.erase(name);
            if (there) own[name] = std::move(value);
        };
        put("key_variable", !provider.key_variable.empty(), provider.key_variable);
        Json headers = Json::object();
        for (const wire::Header& header : provider.headers)
            headers[header.first] = header.second;
        put("headers", !headers.empty(), headers);
        put("parallel", provider.parallel.has_value(), provider.parallel.value_or(0));
        const std::string origin = wire::origin_of(provider.base_url);
        Json& allowed = config["http_keys"];
        if (allows_http && std::find(allowed.begin(), allowed.end(), origin) == allowed.end())
            allowed.push_back(origin);
        if (allowed.empty()) config.erase("http_keys");
        return true;
    });
    return kept ? std::nullopt : std::optional<Error>(kept.error());
}

Result<bool> move_provider(std::string_view name, std::string_view from, const std::string& to) {
    return change_config([&](Json& config) {
        Json* own = entry_of(config, name);
        if (own == nullptr || !own->is_object()) return false;
        if (mixture::tidy_base_url(find_string(*own, "base_url")) != from) return false;
        (*own)["base_url"] = to;
        return true;
    });
}

Result<bool> forget_provider(std::string_view name) {
    return change_config([&](Json& config) {
        const Json* own = entry_of(config, name);
        if (own == nullptr) return false;
        const std::string origin = origin_of(*own);
        Json& providers = config["providers"];
        providers.erase(std::string(name));
        const bool last = std::none_of(providers.begin(), providers.end(),
                                       [&origin](const Json& other) { return origin_of(other) == origin; });
        if (const auto allowed = config.find("http_keys"); last && allowed != config.end())
            allowed->erase(std::remove(allowed->begin(), allowed->end(), Json(origin)), allowed->end());
        return true;
    });
}

}  // namespace moa::native

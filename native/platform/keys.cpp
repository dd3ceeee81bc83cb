#include "native/platform/keys.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "json.hpp"
#include "native/platform/environment.hpp"
#include "native/platform/file_lock.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"
#include "session/key_text.hpp"
#include "wire/http.hpp"

namespace moa::native {
namespace {

constexpr std::string_view note_format = "moa-kept-keys/1";

/// Whether calls of this provider go to the origin it is known by.
bool at_known_origin(const mixture::Provider& provider) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider.name);
    return known != nullptr && wire::origin_of(known->base_url) == wire::origin_of(provider.base_url);
}

std::string label_of(const std::string& provider) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider);
    return known != nullptr ? known->label : provider;
}

std::optional<std::filesystem::path> note_path() {
    const auto folder = data_folder();
    if (!folder) return std::nullopt;
    return *folder / "kept-keys.json";
}

std::optional<Error> write_note(const std::vector<KeyPlace>& places) {
    const auto path = note_path();
    if (!path) {
        return Error{ErrorKind::io, 0,
                     "Could not record which keys are saved: set HOME or XDG_DATA_HOME to a folder."};
    }
    Json list = Json::array();
    for (const KeyPlace& place : places)
        list.push_back({{"provider", place.provider}, {"origin", place.origin}});
    return replace_file(*path, dump_json(Json{{"format", note_format}, {"keys", std::move(list)}}) + "\n");
}

/// Nobody else changes the note meanwhile.
FileLock lock_note() {
    const auto folder = data_folder();
    return folder ? FileLock::wait_for_folder(folder->string()) : FileLock();
}

std::optional<Error> add_kept_key(const KeyPlace& place, session::Credentials& keys) {
    if (keys.authorization(place.provider, place.origin)) return std::nullopt;
    Result<std::optional<std::string>> found = find_secret(place);
    if (!found) {
        return Error{found.error().kind, 0,
                     "Could not read the saved key for " + label_of(place.provider) + " at " + place.origin +
                         ". " + found.error().message};
    }
    if (std::optional<std::string>& key = found.value()) (void)keys.set(place.provider, place.origin, *key);
    return std::nullopt;
}

std::string origin_variable(std::string_view provider) {
    std::string variable = mixture::own_key_variable(provider);
    variable.resize(variable.size() - std::string_view("API_KEY").size());
    return variable + "ORIGIN";
}

bool may_use_own_variable(const mixture::Provider& provider) {
    if (environment_value(origin_variable(provider.name))) return is_origin_named(provider);
    const bool known = mixture::find_provider(mixture::known_providers(), provider.name) != nullptr;
    return !known || at_known_origin(provider) || wire::is_loopback(provider.base_url);
}

/// Whether the provider has a variable of its own name for its key where it is: its general one at its known
/// origin, or the one that the user's configuration names. A base URL that moves takes the general one away
/// (mixture::set_base_url).
bool has_named_variable(const mixture::Provider& provider) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider.name);
    const bool general = known != nullptr && provider.key_variable == known->key_variable;
    // The variable made of the provider's name has its own rule, see may_use_own_variable.
    const bool own = provider.key_variable == mixture::own_key_variable(provider.name);
    return !provider.key_variable.empty() && !own && (!general || at_known_origin(provider));
}

/// The variable that holds the provider's key, and its value; nothing where none does.
std::optional<std::pair<std::string, std::string>> environment_key(const mixture::Provider& provider) {
    if (provider.is_simulated()) return std::nullopt;
    const std::string own = mixture::own_key_variable(provider.name);
    if (may_use_own_variable(provider)) {
        if (auto key = environment_value(own)) return std::pair(own, std::move(*key));
    }
    if (!has_named_variable(provider)) return std::nullopt;
    if (auto key = environment_value(provider.key_variable))
        return std::pair(provider.key_variable, std::move(*key));
    return std::nullopt;
}

}  // namespace

void read_environment_keys(const mixture::Providers& providers, session::Credentials& keys) {
    for (const mixture::Provider& provider : providers) {
        const auto found = environment_key(provider);
        // An unusable one is reported when its provider is called.
        if (found) (void)keys.set(provider.name, provider.base_url, found->second);
    }
}

std::string way_to_allow_http(const mixture::Provider& provider) {
    return " To allow it, type moa provider add " + provider.name + " " + provider.base_url +
           " --allow-http-key.";
}

bool is_origin_named(const mixture::Provider& provider) {
    const auto named = environment_value(origin_variable(provider.name));
    const std::string origin = wire::origin_of(provider.base_url);
    return named && !origin.empty() && wire::origin_of(*named) == origin;
}

std::optional<Error> environment_key_fault(const mixture::Provider& provider,
                                           const session::Credentials& keys) {
    const auto input_error = [](std::string message) { return invalid_input(std::move(message)); };
    if (const auto found = environment_key(provider)) {
        const std::string& variable = found->first;
        if (const session::PastedKey pasted = session::read_pasted_key(found->second); !pasted.fault.empty())
            return input_error("The value of " + variable + " is not an API key: " + pasted.fault + ".");
        if (keys.may_go_to(provider.base_url)) return std::nullopt;
        return input_error(variable + " is set, but " + wire::origin_of(provider.base_url) +
                           " would receive it unencrypted: use https://, unset it, or allow it." +
                           way_to_allow_http(provider));
    }
    const std::string own = mixture::own_key_variable(provider.name);
    if (provider.is_simulated() || !provider.needs_key() || may_use_own_variable(provider) ||
        !environment_value(own))
        return std::nullopt;
    const std::string origin = wire::origin_of(provider.base_url);
    return input_error(own + " is set, but not for " + origin + ": set " + origin_variable(provider.name) +
                       "=" + origin + ", or save a key with moa key set " + provider.name + " --provider " +
                       provider.name + "=" + provider.base_url + ".");
}

std::string key_advice(const mixture::Provider& provider) {
    std::string set = "set " + key_variable_of(provider);
    if (key_variable_of(provider) == mixture::own_key_variable(provider.name) &&
        !may_use_own_variable(provider))
        set += " and " + origin_variable(provider.name) + "=" + wire::origin_of(provider.base_url);
    std::string advice = set + " or save a key with moa key set " + provider.name;
    if (!provider.key_page.empty()) advice += " (create one at " + provider.key_page + ")";
    return advice;
}

KeyPlace place_of(const mixture::Provider& provider) {
    return {provider.name, wire::origin_of(provider.base_url)};
}

std::string key_variable_of(const mixture::Provider& provider) {
    return has_named_variable(provider) ? provider.key_variable : mixture::own_key_variable(provider.name);
}

std::vector<KeyPlace> noted_keys() {
    std::vector<KeyPlace> places;
    const auto path = note_path();
    std::error_code failed;
    if (!path || !std::filesystem::is_regular_file(*path, failed)) return places;
    const Result<std::string> text = read_file(path->string());
    const std::optional<Json> json = text ? parse_json(text.value()) : std::nullopt;
    const Json* list = json && json->is_object() ? find(*json, "keys") : nullptr;
    if (list == nullptr || !list->is_array()) return places;
    for (const Json& one : *list) {
        if (!one.is_object()) continue;
        KeyPlace place{std::string(find_string(one, "provider")), std::string(find_string(one, "origin"))};
        if (!place.provider.empty() && !place.origin.empty()) places.push_back(std::move(place));
    }
    std::sort(places.begin(), places.end());
    return places;
}

bool is_kept(const mixture::Provider& provider) {
    const std::vector<KeyPlace> places = noted_keys();
    return std::find(places.begin(), places.end(), place_of(provider)) != places.end();
}

std::optional<Error> cannot_keep(const mixture::Provider& provider, std::string_view key) {
    if (provider.is_simulated()) {
        return invalid_input(provider.label + " needs no key.");
    }
    session::Credentials allowed;
    allowed.allow_http(provider.base_url);
    if (std::string refusal = allowed.refusal(provider.label, provider.base_url, key); !refusal.empty())
        return invalid_input(std::move(refusal));
    return std::nullopt;
}

std::optional<Error> keep_key(const mixture::Provider& provider, std::string_view key) {
    if (auto error = cannot_keep(provider, key)) return error;
    const KeyPlace place = place_of(provider);
    // As it will be sent, without what stood around it.
    const std::string word = session::read_pasted_key(key).key;
    const std::string label = "MoA: API key of " + provider.label + " for " + place.origin;
    if (auto error = keep_secret(place, label, word)) return error;
    const FileLock lock = lock_note();
    std::vector<KeyPlace> places = noted_keys();
    if (std::find(places.begin(), places.end(), place) != places.end()) return std::nullopt;
    places.push_back(place);
    return write_note(places);
}

Result<bool> forget_key(const KeyPlace& place) {
    Result<bool> removed = forget_secret(place);
    if (!removed) return removed;
    const FileLock lock = lock_note();
    std::vector<KeyPlace> places = noted_keys();
    const auto gone = std::remove(places.begin(), places.end(), place);
    if (gone == places.end()) return removed;
    places.erase(gone, places.end());
    if (auto error = write_note(places)) return *error;
    return removed;
}

Result<std::vector<KeyPlace>> list_saved_credentials() {
    Result<std::vector<KeyPlace>> places = kept_secrets();
    if (!places || places.value() == noted_keys()) return places;
    if (auto error = write_note(places.value())) return *error;
    return places;
}

std::optional<Error> add_kept_key(const mixture::Provider& provider, session::Credentials& keys) {
    if (!is_kept(provider)) return std::nullopt;
    return add_kept_key(place_of(provider), keys);
}

std::optional<Error> add_saved_credentials(session::Credentials& keys) {
    for (const KeyPlace& place : noted_keys()) {
        if (auto error = add_kept_key(place, keys)) return error;
    }
    return std::nullopt;
}

}  // namespace moa::native

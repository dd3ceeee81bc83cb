#include "native/platform/keys.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "json.hpp"
#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"
#include "wire/http.hpp"

namespace moa::native {
namespace {

constexpr std::string_view note_format = "moa-kept-keys/1";

bool may_carry_key(const mixture::Provider& provider) {
    const std::string origin = wire::origin_of(provider.base_url);
    return origin.rfind("https:", 0) == 0 || (!origin.empty() && wire::is_loopback(provider.base_url));
}

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
                     "It cannot be noted which keys are kept: set HOME or XDG_DATA_HOME to a folder."};
    }
    Json list = Json::array();
    for (const KeyPlace& place : places)
        list.push_back({{"provider", place.provider}, {"origin", place.origin}});
    return replace_file(*path, dump_json(Json{{"format", note_format}, {"keys", std::move(list)}}) + "\n");
}

std::optional<Error> add_kept_key(const KeyPlace& place, session::KeyRing& keys) {
    if (keys.has(place.provider, place.origin)) return std::nullopt;
    Result<std::optional<std::string>> found = find_secret(place);
    if (!found) {
        return Error{found.error().kind, 0,
                     "The key of " + label_of(place.provider) + " for " + place.origin +
                         " was kept, but cannot be had. " + found.error().message};
    }
    if (std::optional<std::string>& key = found.value()) (void)keys.set(place.provider, place.origin, *key);
    return std::nullopt;
}

}  // namespace

std::optional<Error> read_environment_keys(const mixture::Providers& providers, session::KeyRing& keys) {
    for (const mixture::Provider& provider : providers) {
        if (provider.is_simulated() || !may_carry_key(provider)) continue;
        std::string variable = mixture::own_key_variable(provider.name);
        std::optional<std::string> key = environment_value(variable);
        if (!key && at_known_origin(provider)) {
            variable = provider.key_variable;
            key = environment_value(variable);
        }
        if (key && !keys.set(provider.name, provider.base_url, *key)) {
            return Error{
                ErrorKind::invalid_input, 0,
                "The value of " + variable + " cannot be an API key: it has control characters in it."};
        }
    }
    return std::nullopt;
}

KeyPlace place_of(const mixture::Provider& provider) {
    return {provider.name, wire::origin_of(provider.base_url)};
}

std::string key_variable_of(const mixture::Provider& provider) {
    return at_known_origin(provider) && !provider.key_variable.empty()
               ? provider.key_variable
               : mixture::own_key_variable(provider.name);
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
    session::KeyRing checked;
    if (provider.is_simulated() || !may_carry_key(provider)) {
        return Error{ErrorKind::invalid_input, 0,
                     provider.label + " takes no key at " + provider.base_url + "."};
    }
    if (!checked.set(provider.name, provider.base_url, key) ||
        !checked.has(provider.name, provider.base_url)) {
        return Error{ErrorKind::invalid_input, 0,
                     "This is not a key for " + provider.label +
                         ": a key is one word of letters, digits and signs. Copy it again."};
    }
    return std::nullopt;
}

std::optional<Error> keep_key(const mixture::Provider& provider, std::string_view key) {
    if (auto error = cannot_keep(provider, key)) return error;
    session::KeyRing checked;
    (void)checked.set(provider.name, provider.base_url, key);
    const KeyPlace place = place_of(provider);
    // As it will be sent, without what stood around it.
    const std::string word = checked.authorization(provider.name, provider.base_url)->second.substr(7);
    const std::string label = "MoA: API key of " + provider.label + " for " + place.origin;
    if (auto error = keep_secret(place, label, word)) return error;
    std::vector<KeyPlace> places = noted_keys();
    if (std::find(places.begin(), places.end(), place) != places.end()) return std::nullopt;
    places.push_back(place);
    return write_note(places);
}

Result<bool> forget_key(const KeyPlace& place) {
    Result<bool> removed = forget_secret(place);
    if (!removed) return removed;
    std::vector<KeyPlace> places = noted_keys();
    const auto gone = std::remove(places.begin(), places.end(), place);
    if (gone == places.end()) return removed;
    places.erase(gone, places.end());
    if (auto error = write_note(places)) return *error;
    return removed;
}

Result<std::vector<KeyPlace>> list_kept_keys() {
    Result<std::vector<KeyPlace>> places = kept_secrets();
    if (!places || places.value() == noted_keys()) return places;
    if (auto error = write_note(places.value())) return *error;
    return places;
}

std::optional<Error> add_kept_key(const mixture::Provider& provider, session::KeyRing& keys) {
    if (!is_kept(provider)) return std::nullopt;
    return add_kept_key(place_of(provider), keys);
}

std::optional<Error> add_kept_keys(session::KeyRing& keys) {
    for (const KeyPlace& place : noted_keys()) {
        if (auto error = add_kept_key(place, keys)) return error;
    }
    return std::nullopt;
}

}  // namespace moa::native

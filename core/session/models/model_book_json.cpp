#include "session/models/model_book_json.hpp"

#include <utility>

#include "json.hpp"
#include "session/models/model_json.hpp"

namespace moa::session {
namespace {

using wire::ListedModel;

/// The objects in the list `name`.
std::vector<const Json*> objects(const Json& json, std::string_view name) {
    std::vector<const Json*> found;
    const Json* list = find(json, name);
    if (list == nullptr || !list->is_array()) return found;
    for (const Json& item : *list) {
        if (item.is_object()) found.push_back(&item);
    }
    return found;
}

/// The date of an entry, and whether it says whose it is.
std::optional<UtcSeconds> date_of(const Json& entry) {
    if (find_string(entry, "provider").empty() || find_string(entry, "base_url").empty()) return std::nullopt;
    return parse_utc(find_string(entry, "at"));
}

}  // namespace

std::string write_model_book(const ModelBook& book) {
    Json lists = Json::array();
    for (const auto& [place, list] : book.lists_) {
        Json models = Json::array();
        for (const ListedModel& model : list.models)
            models.push_back(to_json(model));
        Json& entry = lists.emplace_back(Json{{"provider", place.first},
                                              {"base_url", place.second},
                                              {"at", utc_text(list.at)},
                                              {"models", std::move(models)}});
        if (list.calls_at_once > 0) entry["calls_at_once"] = list.calls_at_once;
    }
    Json probes = Json::array();
    for (const auto& [callee, result] : book.probes_) {
        const auto& [provider, base_url, model] = callee;
        Json probe = {{"provider", provider},
                      {"base_url", base_url},
                      {"model", model},
                      {"at", utc_text(result.at)},
                      {"verdict", to_string(result.verdict)}};
        if (result.error) probe["error"] = to_json(*result.error);
        probes.push_back(std::move(probe));
    }
    return dump_json(
        Json{{"format", model_book_format}, {"lists", std::move(lists)}, {"probes", std::move(probes)}});
}

ModelBook read_model_book(std::string_view text) {
    ModelBook book;
    const std::optional<Json> json = parse_json(text);
    if (!json || find_string(*json, "format") != model_book_format) return book;
    for (const Json* entry : objects(*json, "lists")) {
        const auto at = date_of(*entry);
        if (!at) continue;
        mixture::Provider provider;
        provider.name = find_string(*entry, "provider");
        provider.base_url = find_string(*entry, "base_url");
        KeptList list{*at, {}};
        const Json* calls = find(*entry, "calls_at_once");
        if (calls != nullptr && calls->is_number_unsigned() && calls->get<std::uint64_t>() <= 1000)
            list.calls_at_once = calls->get<int>();
        for (const Json* model : objects(*entry, "models")) {
            if (auto read = read_model(*model)) list.models.push_back(std::move(*read));
        }
        book.set_list(provider, std::move(list));
    }
    for (const Json* entry : objects(*json, "probes")) {
        const auto at = date_of(*entry);
        const std::string_view model = find_string(*entry, "model");
        if (!at || model.empty()) continue;
        mixture::Provider provider;
        provider.name = find_string(*entry, "provider");
        provider.base_url = find_string(*entry, "base_url");
        ProbeResult result{verdict_from_name(find_string(*entry, "verdict")), *at, std::nullopt};
        if (const Json* error = find(*entry, "error"); error != nullptr && error->is_object())
            result.error = read_error(*error);
        // Whatever is not plainly callable has its reason.
        if (result.verdict == Verdict::callable) result.error.reset();
        if (result.verdict != Verdict::callable && !result.error) continue;
        book.set_probe(provider, std::string(model), std::move(result));
    }
    return book;
}

}  // namespace moa::session

// The model book as JSON.
#include <cmath>

#include "json.hpp"
#include "session/model_book.hpp"
#include "session/model_json.hpp"
#include "session/model_words.hpp"

namespace moa::session {
namespace {

using wire::CanChat;
using wire::ListedModel;
using wire::PriceNote;

constexpr std::pair<PriceNote, std::string_view> price_notes[] = {
    {PriceNote::unpriced, "unpriced"},
    {PriceNote::priced, "priced"},
    {PriceNote::with_fee, "with_fee"},
    {PriceNote::free, "free"},
    {PriceNote::dedicated_only, "dedicated_only"},
    {PriceNote::implausible, "implausible"},
};

bool has_price(PriceNote note) {
    return note == PriceNote::priced || note == PriceNote::with_fee || note == PriceNote::free;
}

std::optional<std::int64_t> read_tokens(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    if (value == nullptr || !value->is_number_unsigned()) return std::nullopt;
    return value->get<std::int64_t>();
}

std::optional<double> read_dollars(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const auto dollars = value->get<double>();
    if (!std::isfinite(dollars) || dollars < 0) return std::nullopt;
    return dollars;
}

bool is_false(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    return value != nullptr && value->is_boolean() && !value->get<bool>();
}

std::optional<ListedModel> read_model(const Json& json) {
    ListedModel model;
    model.id = find_string(json, "id");
    if (model.id.empty()) return std::nullopt;
    model.name = find_string(json, "name");
    model.type = find_string(json, "type");
    if (const Json* chat = find(json, "chat"); chat != nullptr && chat->is_boolean())
        model.can_chat = chat->get<bool>() ? CanChat::yes : CanChat::no;
    model.active = !is_false(json, "active");
    model.context_length = read_tokens(json, "context_length");
    model.max_completion_tokens = read_tokens(json, "max_completion_tokens");
    model.expiration_date = find_string(json, "expires");
    for (const auto& [note, name] : price_notes) {
        if (name == find_string(json, "price_note")) model.price_note = note;
    }
    const Json* price = find(json, "price");
    if (price != nullptr && has_price(model.price_note)) {
        const auto input = read_dollars(*price, "input");
        const auto output = read_dollars(*price, "output");
        if (input && output) model.price = wire::Price{*input, *output};
    }
    if (has_price(model.price_note) && !model.price) model.price_note = PriceNote::unpriced;
    return model;
}

Error read_error(const Json& json) {
    Error error;
    error.kind = error_from_name(find_string(json, "kind"));
    const auto status = read_tokens(json, "status");
    error.http_status = status && *status < 1000 ? static_cast<int>(*status) : 0;
    error.message = find_string(json, "message");
    if (error.message.empty()) error.message = default_message(error.kind);
    error.provider_words = find_string(json, "provider_words");
    return error;
}

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

std::string_view price_note_name(PriceNote note) {
    return price_notes[static_cast<std::size_t>(note)].second;
}

Json to_json(const ListedModel& model) {
    Json json = {{"id", model.id}};
    if (!model.name.empty()) json["name"] = model.name;
    if (!model.type.empty()) json["type"] = model.type;
    if (model.can_chat != CanChat::unknown) json["chat"] = model.can_chat == CanChat::yes;
    if (!model.active) json["active"] = false;
    if (model.context_length) json["context_length"] = *model.context_length;
    if (model.max_completion_tokens) json["max_completion_tokens"] = *model.max_completion_tokens;
    if (!model.expiration_date.empty()) json["expires"] = model.expiration_date;
    json["price_note"] = price_note_name(model.price_note);
    if (model.price) json["price"] = {{"input", model.price->input}, {"output", model.price->output}};
    return json;
}

Json to_json(const Error& error) {
    Json json = {{"kind", error_name(error.kind)}, {"status", error.http_status}, {"message", error.message}};
    if (!error.provider_words.empty()) json["provider_words"] = error.provider_words;
    return json;
}

std::string write_model_book(const ModelBook& book) {
    Json lists = Json::array();
    for (const auto& [place, list] : book.lists_) {
        Json models = Json::array();
        for (const ListedModel& model : list.models)
            models.push_back(to_json(model));
        lists.push_back({{"provider", place.first},
                         {"base_url", place.second},
                         {"at", utc_text(list.at)},
                         {"models", std::move(models)}});
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

#include "session/models/model_json.hpp"

#include <cmath>

#include "enum_names.hpp"
#include "json.hpp"

namespace moa::session {
namespace {

using wire::CanChat;
using wire::ListedModel;
using wire::PriceNote;

constexpr EnumNames<PriceNote, PriceNote::none> price_notes("unpriced", "priced", "with_fee", "free",
                                                            "dedicated_only", "implausible", "none");

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

}  // namespace

std::string_view price_note_name(PriceNote note) {
    return price_notes.of(note);
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
    model.trained_context = read_tokens(json, "trained_context");
    model.max_completion_tokens = read_tokens(json, "max_completion_tokens");
    model.expiration_date = find_string(json, "expires");
    model.price_note = price_notes.parse(find_string(json, "price_note")).value_or(model.price_note);
    const Json* price = find(json, "price");
    if (price != nullptr && has_price(model.price_note)) {
        const auto input = read_dollars(*price, "input");
        const auto output = read_dollars(*price, "output");
        if (input && output) model.price = wire::Price{*input, *output};
    }
    if (has_price(model.price_note) && !model.price) model.price_note = PriceNote::unpriced;
    return model;
}

Json to_json(const ListedModel& model) {
    Json json = {{"id", model.id}};
    if (!model.name.empty()) json["name"] = model.name;
    if (!model.type.empty()) json["type"] = model.type;
    if (model.can_chat != CanChat::unknown) json["chat"] = model.can_chat == CanChat::yes;
    if (!model.active) json["active"] = false;
    if (model.context_length) json["context_length"] = *model.context_length;
    if (model.trained_context) json["trained_context"] = *model.trained_context;
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

}  // namespace moa::session

#include "wire/model_list.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <unordered_set>
#include <utility>

#include "ascii.hpp"
#include "json.hpp"
#include "wire/delta_document.hpp"
#include "wire/error_body.hpp"
#include "wire/error_text.hpp"

namespace moa::wire {
namespace {

constexpr std::size_t longest_name = 200;  // bytes that are shown

/// A member by its path, "top_provider.context_length", or nullptr.
const Json* find_path(const Json& value, std::string_view path) {
    const std::size_t dot = path.find('.');
    const Json* member = find(value, path.substr(0, dot));
    if (member == nullptr || dot == std::string_view::npos) return member;
    return find_path(*member, path.substr(dot + 1));
}

/// A number as such or written as a string (OpenRouter's prices).
std::optional<double> read_number(const Json* member) {
    if (member == nullptr) return std::nullopt;
    if (member->is_number()) return member->get<double>();
    if (!member->is_string()) return std::nullopt;
    const std::string& text = *member->get_ptr<const std::string*>();
    constexpr std::size_t longest_number = 40;
    if (text.size() > longest_number) return std::nullopt;
    const std::optional<Json> number = parse_json(text);
    if (!number || !number->is_number()) return std::nullopt;
    return number->get<double>();
}

/// The first of the members that holds a count of tokens above 0.
std::optional<std::int64_t> read_tokens(const Json& model, std::initializer_list<std::string_view> paths) {
    constexpr double most = 1e12;
    for (const std::string_view path : paths) {
        const std::optional<double> number = read_number(find_path(model, path));
        if (number && *number >= 1 && *number <= most) return static_cast<std::int64_t>(*number);
    }
    return std::nullopt;
}

/// "2026-12-31" at the start of a date, or empty.
std::string day_of(std::string_view date) {
    constexpr std::string_view pattern = "dddd-dd-dd";
    if (date.size() < pattern.size()) return {};
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool digit = is_digit(date[i]);
        if (pattern[i] == 'd' ? !digit : date[i] != '-') return {};
    }
    return std::string(date.substr(0, pattern.size()));
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Types of Together (chat, image, embedding, moderation, rerank, audio, video, transcribe; "language" and
/// "code" are models for plain completion, which may have no chat template) and LM Studio (llm, vlm,
/// embeddings).
CanChat chat_of_type(std::string_view type) {
    if (is_any(type, {"chat", "llm", "vlm"})) return CanChat::yes;
    if (is_any(type, {"embedding", "embeddings", "image", "moderation", "rerank", "audio", "video",
                      "transcribe", "tts", "stt"})) {
        return CanChat::no;
    }
    return CanChat::unknown;
}

/// Words that ids of OpenAI's, Groq's and Ollama's models for other purposes have: these lists tell no type.
bool is_named_for_other_use(std::string_view id) {
    constexpr std::array<std::string_view, 14> words = {
        "embedding",  "embed-",       "-embed",    "whisper", "-tts",        "tts-",      "dall-e",
        "moderation", "prompt-guard", "gpt-image", "sora-",   "-transcribe", "-realtime", "rerank"};
    const std::string lower = lower_case(id);
    return std::any_of(words.begin(), words.end(),
                       [&lower](std::string_view word) { return lower.find(word) != std::string::npos; });
}

CanChat read_can_chat(const Json& model, const ListedModel& listed) {
    if (const CanChat by_type = chat_of_type(lower_case(listed.type)); by_type != CanChat::unknown)
        return by_type;
    // Mistral; Fireworks.
    for (const std::string_view path : {"capabilities.completion_chat", "supports_chat"}) {
        const Json* member = find_path(model, path);
        if (member != nullptr && member->is_boolean())
            return member->get<bool>() ? CanChat::yes : CanChat::no;
    }
    // OpenRouter.
    const Json* outputs = find_path(model, "architecture.output_modalities");
    if (outputs != nullptr && outputs->is_array() && !outputs->empty()) {
        const bool text = std::any_of(outputs->begin(), outputs->end(),
                                      [](const Json& output) { return output == Json("text"); });
        return text ? CanChat::yes : CanChat::no;
    }
    return is_named_for_other_use(listed.id) ? CanChat::no : CanChat::unknown;
}

bool is_plausible(double usd_per_million) {
    return usd_per_million == 0 ||
           (usd_per_million >= least_plausible_price && usd_per_million <= most_plausible_price);
}

void read_price(const Json& model, PriceUnit unit, ListedModel& out) {
    const Json* pricing = find(model, "pricing");
    if (pricing == nullptr || unit == PriceUnit::none) return;
    const bool per_token = unit == PriceUnit::usd_per_token;
    const std::optional<double> input = read_number(find(*pricing, per_token ? "prompt" : "input"));
    const std::optional<double> output = read_number(find(*pricing, per_token ? "completion" : "output"));
    if (!input || !output) return;
    const double factor = per_token ? 1e6 : 1;
    const Price price{*input * factor, *output * factor};
    if (!is_plausible(price.input) || !is_plausible(price.output)) {
        out.price_note = PriceNote::implausible;
        return;
    }
    const bool zero = price.input == 0 && price.output == 0;
    if (zero && unit == PriceUnit::usd_per_million) {
        out.price_note = PriceNote::dedicated_only;
        return;
    }
    const bool fee = per_token && read_number(find(*pricing, "request")).value_or(0) > 0;
    out.price_note = fee ? PriceNote::with_fee : zero ? PriceNote::free : PriceNote::priced;
    out.price = price;
}

std::string shown_name(std::string_view name) {
    std::string line = one_line(name.substr(0, 4 * longest_name));
    if (line.size() <= longest_name) return line;
    std::size_t end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
        --end;
    line.resize(end);
    return line;
}

/// An entry of the list; its id is empty when it is none.
ListedModel read_model(const Json& entry, PriceUnit unit) {
    ListedModel model;
    if (const auto* text = entry.get_ptr<const std::string*>()) {
        model.id = *text;
    } else {
        // Ollama's own list and some gateways have "model" or "name" in place of "id".
        for (const std::string_view name : {"id", "model", "name"}) {
            if (model.id.empty()) model.id = find_string(entry, name);
        }
    }
    const bool has_control = std::any_of(model.id.begin(), model.id.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
    });
    if (model.id.size() > longest_model_id || has_control) model.id.clear();
    if (model.id.empty() || !entry.is_object()) return model;

    for (const std::string_view name : {"display_name", "name"}) {  // Together; OpenRouter
        if (model.name.empty()) model.name = shown_name(find_string(entry, name));
    }
    if (model.name == model.id) model.name.clear();
    model.type = shown_name(find_string(entry, "type"));
    if (model.type == "model") model.type.clear();  // says only what every entry is
    model.can_chat = read_can_chat(entry, model);
    if (const Json* active = find(entry, "active"); active != nullptr && active->is_boolean()) {
        model.active = active->get<bool>();
    }
    // What the server runs with comes before what the model could: LM Studio's loaded_context_length,
    // llama.cpp's meta.n_ctx. Then Together and OpenRouter, Groq, vLLM, LM Studio and Mistral, OpenRouter's
    // second choice.
    model.context_length =
        read_tokens(entry, {"loaded_context_length", "meta.n_ctx", "context_length", "context_window",
                            "max_model_len", "max_context_length", "top_provider.context_length"});
    model.trained_context = read_tokens(entry, {"meta.n_ctx_train"});
    model.owner = shown_name(find_string(entry, "owned_by"));
    model.max_completion_tokens =
        read_tokens(entry, {"max_completion_tokens", "top_provider.max_completion_tokens"});
    for (const std::string_view name : {"expiration_date", "deprecation"}) {  // OpenRouter; Mistral
        if (model.expiration_date.empty()) model.expiration_date = day_of(find_string(entry, name));
    }
    read_price(entry, unit, model);
    return model;
}

Error no_list(int status, std::string message, std::string words) {
    Error error{ErrorKind::bad_response, status, std::move(message)};
    error.provider_words = std::move(words);
    return error;
}

/// The array of models, or nullptr. `empty` is set where the answer says that there are none.
const Json* find_list(const Json& body, bool& empty) {
    if (body.is_array()) return &body;
    for (const std::string_view name : {"data", "models"}) {
        const Json* member = find(body, name);
        if (member == nullptr) continue;
        if (member->is_array()) return member;
        // Ollama's encoder writes an empty list as null.
        empty = empty || member->is_null();
    }
    return nullptr;
}

}  // namespace

Result<std::vector<ListedModel>> decode_model_list(int http_status, std::string_view body, PriceUnit unit) {
    if (http_status != 0 && (http_status < 200 || http_status > 299)) {
        Error error = decode_error_response(http_status, body);
        const bool no_path = http_status == 404 || http_status == 405;
        if (error.kind == ErrorKind::model_gone || (error.kind == ErrorKind::bad_response && no_path)) {
            error.kind = ErrorKind::bad_response;
            error.message = "There is no model list at this address.";
        }
        return error;
    }
    if (body.size() > max_model_list_bytes) {
        return no_list(http_status,
                       "The model list is longer than " +
                           std::to_string(max_model_list_bytes / (std::size_t{1024} * 1024)) + " MiB.",
                       {});
    }
    if (is_html(body)) {
        return web_page_error(http_status, body, "a model list");
    }
    const std::optional<Json> json = parse_lenient_json(body);
    if (!json) {
        return no_list(http_status, "The model list is not JSON.", clean_error_text(body.substr(0, 120)));
    }
    bool empty = false;
    const Json* list = find_list(*json, empty);
    if (list == nullptr && empty) return std::vector<ListedModel>();
    if (list == nullptr) {
        const Json* error = find(*json, "error");
        if (error != nullptr && !error->is_null()) {
            Error said = decode_error_object(*error);
            if (said.http_status == 0) said.http_status = http_status;
            return said;
        }
        return no_list(http_status, "The response contains no model list.", {});
    }

    std::vector<ListedModel> models;
    models.reserve(list->size());
    std::unordered_set<std::string> seen;
    for (const Json& entry : *list) {
        ListedModel model = read_model(entry, unit);
        if (model.id.empty() || !seen.insert(model.id).second) continue;
        models.push_back(std::move(model));
    }
    if (models.empty() && !list->empty()) {
        return no_list(http_status, "No entry in the model list has an ID.", {});
    }
    return models;
}

}  // namespace moa::wire

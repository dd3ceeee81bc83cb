#include "evaluation/format.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include "blank.hpp"
#include "enum_names.hpp"
#include "evaluation/style.hpp"
#include "json.hpp"
#include "random.hpp"

namespace moa::evaluation {
namespace {

constexpr EnumNames<Format, Format::jsonl> format_names("arena-hard", "alpaca", "mt-bench", "flask", "jsonl");

/// FastChat 0e6d3e4, fastchat/llm_judge/common.py, temperature_config; 0.7 where nothing is named
/// (gen_api_answer.py).
constexpr double mt_bench_temperature = 0.7;
constexpr std::array<std::pair<std::string_view, double>, 9> category_temperatures = {{
    {"writing", 0.7},
    {"roleplay", 0.7},
    {"extraction", 0.0},
    {"math", 0.0},
    {"coding", 0.0},
    {"reasoning", 0.0},
    {"stem", 0.1},
    {"humanities", 0.1},
    {"arena-hard-200", 0.0},
}};

double temperature_of(const Json& question) {
    if (const Json* required = find(question, "required_temperature"); required && required->is_number())
        return required->get<double>();
    const std::string_view category = find_string(question, "category");
    for (const auto& [name, temperature] : category_temperatures)
        if (name == category) return temperature;
    return mt_bench_temperature;
}

Error lacks(std::string_view member, std::string_view what) {
    return invalid_input("it has no \"" + std::string(member) + "\" that is " + std::string(what) + ".");
}

std::optional<std::string> text_of(const Json& json, std::string_view member) {
    const Json* text = find(json, member);
    if (!text || !text->is_string()) return std::nullopt;
    return text->get<std::string>();
}

/// An id as JSON text: 81 and "81" are two.
std::optional<std::string> id_of(const Json& json, std::string_view member) {
    const Json* id = find(json, member);
    if (!id || !(id->is_string() || id->is_number())) return std::nullopt;
    return dump_json(*id);
}

std::optional<std::vector<std::string>> texts_of(const Json* list) {
    if (!list || !list->is_array() || list->empty()) return std::nullopt;
    std::vector<std::string> texts;
    for (const Json& text : *list) {
        if (!text.is_string()) return std::nullopt;
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

/// Of questions and answers alike: of jsonl these have the same members but one.
std::string jsonl_key(const Json& json, const Fields& fields) {
    for (const char* member : {"id", "question_id", "uid", "idx"})
        if (auto id = id_of(json, member)) return *id;
    return text_of(json, fields.prompt).value_or("");
}

constexpr std::string_view an_id = "a number or a text";
constexpr std::string_view a_text = "a text";

std::string key_member(Format format, const Json& json) {
    if (format == Format::arena_hard) return "uid";
    return format == Format::flask && find(json, "idx") ? "idx" : "question_id";
}

std::string prompt_member(Format format, const Fields& fields, const Json& json) {
    if (format == Format::jsonl) return fields.prompt;
    if (format == Format::arena_hard) return "prompt";
    return format == Format::flask && !find(json, "instruction") ? "text" : "instruction";
}

Result<std::string> key_of(Format format, const Fields& fields, const Json& json) {
    if (format == Format::jsonl) return jsonl_key(json, fields);
    if (format == Format::alpaca) {
        auto instruction = text_of(json, "instruction");
        if (!instruction) return lacks("instruction", a_text);
        return std::move(*instruction);
    }
    const std::string member = key_member(format, json);
    auto id = id_of(json, member);
    if (!id) return lacks(member, an_id);
    return std::move(*id);
}

Json arena_hard_answer(const Json& question, const Answer& answer) {
    Json messages = Json::array();
    for (const wire::ChatMessage& message : answer.opening)
        messages.push_back({{"role", message.role}, {"content", message.content}});
    messages.push_back({{"role", "user"}, {"content", question["prompt"]}});
    messages.push_back({{"role", "assistant"}, {"content", {{"answer", answer.turns.front()}}}});
    return {{"uid", question["uid"]},      {"ans_id", answer.id},
            {"model", answer.model},       {"messages", std::move(messages)},
            {"tstamp", answer.written_at}, {"metadata", *style_metadata(answer.turns.front())}};
}

Json alpaca_answer(const Json& question, const Answer& answer) {
    // A question file of the leaderboard brings another model's answer along.
    Json json = question;
    json.erase("output");
    json.erase("generator");
    json["output"] = answer.turns.front();
    json["generator"] = answer.model;
    return json;
}

Json mt_bench_answer(const Json& question, const Answer& answer) {
    const Json choice = {{"index", 0}, {"turns", answer.turns}};
    return {{"question_id", question["question_id"]},
            {"answer_id", answer.id},
            {"model_id", answer.model},
            {"choices", Json::array({choice})},
            {"tstamp", answer.written_at}};
}

/// The answer's text of `json`, in a member of that name; a number is one, too.
Result<ReadAnswer> with_text(ReadAnswer read, const Json& json, std::string_view member) {
    const Json* value = find(json, member);
    const bool number = value && value->is_number();
    auto text = number ? std::optional(dump_json(*value)) : text_of(json, member);
    if (!text) return lacks(member, a_text);
    read.turns.push_back(std::move(*text));
    return read;
}

/// Answers of Arena-Hard are {"answer": ...}, and may be plain texts.
std::optional<std::string> message_text(const Json& message) {
    const Json* content = find(message, "content");
    if (content && content->is_object()) return text_of(*content, "answer");
    return text_of(message, "content");
}

Result<ReadAnswer> with_messages(ReadAnswer read, const Json* messages) {
    if (!messages || !messages->is_array() || messages->empty()) return lacks("messages", "a list");
    for (const Json& message : *messages) {
        const std::string_view role = find_string(message, "role");
        if (role == "system") continue;
        auto text = message_text(message);
        if (!text) return lacks("answer", a_text);
        (role == "assistant" ? read.turns : read.questions).push_back(std::move(*text));
    }
    if (read.turns.empty()) return lacks("answer", a_text);
    return read;
}

}  // namespace

std::string_view to_string(Format format) {
    return format_names.of(format);
}

std::optional<Format> parse_format(std::string_view text) {
    return format_names.parse(text);
}

Result<Question> read_question(Format format, const Fields& fields, std::string_view text) {
    Result<JsonBox> read = read_json(text);
    if (!read) return read.error();
    const Json& json = *read.value();
    if (!json.is_object()) return invalid_input("it is no JSON object.");
    Result<std::string> key = key_of(format, fields, json);
    if (!key) return key.error();
    Question question;
    question.key = std::move(key.value());
    if (format == Format::mt_bench) {
        auto turns = texts_of(find(json, "turns"));
        if (!turns) return lacks("turns", "a list of texts");
        question.turns = std::move(*turns);
        question.temperature = temperature_of(json);
    } else {
        const std::string member = prompt_member(format, fields, json);
        auto prompt = text_of(json, member);
        if (!prompt) return lacks(member, a_text);
        question.turns.push_back(std::move(*prompt));
    }
    for (const std::string& turn : question.turns)
        if (is_blank(turn)) return invalid_input("its question is empty.");
    question.source = std::move(read.value());
    return question;
}

std::string write_answer(Format format, const Fields& fields, const Question& question,
                         const Answer& answer) {
    const Json& source = *question.source;
    switch (format) {
        case Format::arena_hard:
            return dump_json(arena_hard_answer(source, answer));
        case Format::alpaca:
            return dump_json(alpaca_answer(source, answer));
        case Format::mt_bench:
            return dump_json(mt_bench_answer(source, answer));
        case Format::flask:
            return dump_json(
                {{"question_id", source[key_member(format, source)]}, {"text", answer.turns.front()}});
        case Format::jsonl:
            break;
    }
    Json json = source;
    json[fields.answer] = answer.turns.front();
    return dump_json(json);
}

Result<ReadAnswer> read_answer(Format format, const Fields& fields, std::string_view text) {
    const Result<JsonBox> parsed = read_json(text);
    if (!parsed) return parsed.error();
    return read_answer_json(format, fields, *parsed.value());
}

Result<ReadAnswer> read_answer_json(Format format, const Fields& fields, const Json& json) {
    if (!json.is_object()) return invalid_input("it is no JSON object.");
    Result<std::string> key = key_of(format, fields, json);
    if (!key) return key.error();
    ReadAnswer read;
    read.key = std::move(key.value());
    switch (format) {
        case Format::arena_hard:
            read.model = find_string(json, "model");
            return with_messages(std::move(read), find(json, "messages"));
        case Format::alpaca:
            read.model = find_string(json, "generator");
            read.questions.push_back(read.key);
            return with_text(std::move(read), json, "output");
        case Format::mt_bench: {
            read.model = find_string(json, "model_id");
            const Json* choices = find(json, "choices");
            if (!choices || !choices->is_array() || choices->empty()) return lacks("choices", "a list");
            auto turns = texts_of(find(choices->front(), "turns"));
            if (!turns) return lacks("turns", "a list of texts");
            read.turns = std::move(*turns);
            return read;
        }
        case Format::flask:
            return with_text(std::move(read), json, "text");
        case Format::jsonl:
            break;
    }
    if (auto question = text_of(json, fields.prompt)) read.questions.push_back(std::move(*question));
    return with_text(std::move(read), json, fields.answer);
}

Format format_of_answer(const Json& answer) {
    const auto has = [&](const char* member) { return find(answer, member) != nullptr; };
    if (has("choices") && has("question_id")) return Format::mt_bench;
    if (has("messages") && has("uid")) return Format::arena_hard;
    if (has("instruction") && has("output") && has("generator")) return Format::alpaca;
    if (has("text") && has("question_id")) return Format::flask;
    return Format::jsonl;
}

std::string answer_id(std::string_view evaluation, std::string_view key) {
    constexpr std::string_view alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    constexpr int length = 22;
    Random random(stable_hash(key, stable_hash(evaluation)));
    std::string id;
    for (int i = 0; i < length; ++i)
        id += alphabet[random.next() % alphabet.size()];
    return id;
}

}  // namespace moa::evaluation

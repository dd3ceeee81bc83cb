#include "simulate/skilled.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <variant>

#include "json.hpp"
#include "mixture/prompt.hpp"
#include "random.hpp"
#include "simulate/chat_ask.hpp"
#include "simulate/encode.hpp"
#include "simulate/plan.hpp"
#include "simulate/references.hpp"

namespace moa::simulate {

namespace {

constexpr std::string_view skilled_prefix = "skilled/";
constexpr std::string_view question_start = "Calibration question ";

/// The figures of an id, by their names in it.
struct Figure {
    std::string_view name;
    double SkilledModel::*value;
    double most;
};

constexpr std::array figures = {
    Figure{"correct", &SkilledModel::correct, 1},
    Figure{"common", &SkilledModel::common, 1},
    Figure{"same-wrong", &SkilledModel::same_wrong, 1},
    Figure{"repairs", &SkilledModel::repairs, 1},
    Figure{"spoils", &SkilledModel::spoils, 1},
    Figure{"leans", &SkilledModel::leans, 1},
    Figure{"usd", &SkilledModel::usd, 1e6},
    Figure{"speed", &SkilledModel::tokens_per_second, 1e6},
};

/// Read as JSON does: libc++ 14, which Emscripten 3.1.6 has, reads no fractions by from_chars.
std::optional<double> read_fraction(std::string_view text) {
    const std::optional<Json> value = parse_json(text);
    if (!value || !value->is_number()) return std::nullopt;
    return value->get<double>();
}

std::optional<std::int64_t> read_whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool set_figure(SkilledModel& model, std::string_view name, std::string_view value) {
    if (name == "fails-from" || name == "first" || name == "seed") {
        const auto number = read_whole(value);
        if (!number || *number < 0) return false;
        if (name == "fails-from") model.fails_from = *number;
        if (name == "first") model.first_token_ms = *number;
        if (name == "seed") model.seed = static_cast<std::uint64_t>(*number);
        return true;
    }
    for (const Figure& figure : figures) {
        if (figure.name != name) continue;
        const auto number = read_fraction(value);
        if (!number || !(*number >= 0 && *number <= figure.most)) return false;
        model.*figure.value = *number;
        return true;
    }
    return false;
}

/// A number from 0 to 1 that all of these determine, and that none of them predicts.
double luck(std::string_view what, std::uint64_t seed, std::string_view name, std::int64_t question,
            std::int64_t sample) {
    const std::uint64_t texts = stable_hash(name, stable_hash(what));
    Random random(texts ^ Random(seed).next());
    Random of_question(random.next() ^ static_cast<std::uint64_t>(question));
    return Random(of_question.next() ^ static_cast<std::uint64_t>(sample)).fraction();
}

/// A number like the true one, and another.
std::int64_t wrong_number(std::int64_t question, std::string_view whose) {
    constexpr std::int64_t span = 9000;
    const auto step = static_cast<std::int64_t>(luck("wrong", 1, whose, question, 0) * (span - 1)) + 1;
    return 1000 + (calibration_truth(question) - 1000 + step) % span;
}

std::int64_t answer_alone(const SkilledModel& model, std::int64_t question, std::int64_t sample) {
    if (is_right_alone(model, question, sample)) return calibration_truth(question);
    const bool same = luck("same-wrong", model.seed, model.name, question, sample) < model.same_wrong;
    return wrong_number(question, same ? std::string_view() : model.name);
}

/// What the model says, in words that exact-answer checks can read.
std::string answer_text(const SkilledModel& model, std::int64_t question, std::int64_t sample,
                        const std::vector<std::string_view>& references, bool chooses) {
    const auto in_words = [](std::int64_t number) { return "The answer is " + std::to_string(number) + "."; };
    if (references.empty()) return in_words(answer_alone(model, question, sample));
    const auto right = std::find_if(references.begin(), references.end(), [&](std::string_view reference) {
        return states_truth(reference, question);
    });
    const bool solved = is_right_with_references(model, question, sample, right != references.end());
    if (!chooses) return in_words(solved ? calibration_truth(question) : wrong_number(question, model.name));
    auto chosen = right;
    if (!solved || right == references.end()) {
        chosen = std::find_if(references.begin(), references.end(),
                              [&](std::string_view reference) { return !states_truth(reference, question); });
        if (chosen == references.end()) chosen = references.begin();
    }
    return std::to_string(chosen - references.begin() + 1);
}

}  // namespace

std::optional<SkilledModel> parse_skilled_model(std::string_view id) {
    if (!id.starts_with(skilled_prefix)) return std::nullopt;
    id.remove_prefix(skilled_prefix.size());
    SkilledModel model;
    model.name = id.substr(0, id.find(','));
    if (model.name.empty()) return std::nullopt;
    id.remove_prefix(model.name.size());
    while (!id.empty()) {
        id.remove_prefix(1);
        const std::string_view part = id.substr(0, id.find(','));
        id.remove_prefix(part.size());
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        if (!set_figure(model, part.substr(0, equals), part.substr(equals + 1))) return std::nullopt;
    }
    return model;
}

std::string to_model_id(const SkilledModel& model) {
    const SkilledModel plain;
    std::string id = std::string(skilled_prefix) + model.name;
    for (const Figure& figure : figures) {
        if (model.*figure.value != plain.*figure.value)
            id.append(",").append(figure.name).append("=").append(dump_json(model.*figure.value));
    }
    if (model.fails_from >= 0) id += ",fails-from=" + std::to_string(model.fails_from);
    if (model.first_token_ms != plain.first_token_ms) id += ",first=" + std::to_string(model.first_token_ms);
    if (model.seed != plain.seed) id += ",seed=" + std::to_string(model.seed);
    return id;
}

std::string calibration_question(std::int64_t number) {
    return std::string(question_start) + std::to_string(number) + ": which number belongs to it?";
}

std::int64_t calibration_truth(std::int64_t number) {
    return 1000 + static_cast<std::int64_t>(luck("truth", 1, "", number, 0) * 9000);
}

std::optional<std::int64_t> calibration_number(std::string_view text) {
    const auto start = text.find(question_start);
    if (start == std::string_view::npos) return std::nullopt;
    text.remove_prefix(start + question_start.size());
    return read_whole(text.substr(0, text.find(':')));
}

bool states_truth(std::string_view text, std::int64_t question) {
    return text.find("is " + std::to_string(calibration_truth(question)) + ".") != std::string_view::npos;
}

bool is_right_alone(const SkilledModel& model, std::int64_t question, std::int64_t sample) {
    const bool shares = luck("shares", model.seed, model.name, question, 0) < model.common;
    return luck("alone", model.seed, shares ? std::string_view() : model.name, question,
                shares ? 0 : sample) < model.correct;
}

bool is_right_with_references(const SkilledModel& model, std::int64_t question, std::int64_t sample,
                              bool one_is_right) {
    const double own = luck("aggregates", model.seed, model.name, question, sample);
    return one_is_right ? own >= model.spoils : own < model.repairs;
}

bool SkilledModels::answer(const wire::HttpRequest& request, TimedResponse& response) {
    const auto read = read_chat_ask(request.body);
    const auto* ask = std::get_if<ChatAsk>(&read);
    if (ask == nullptr) return false;
    const std::optional<SkilledModel> model = parse_skilled_model(ask->model);
    if (!model) return false;
    std::vector<std::string_view> references;
    bool chooses = false;
    for (const wire::ChatMessage& message : ask->messages) {
        if (message.role != "system") continue;
        references = find_references(message.content);
        chooses = message.content.find(mixture::choose_the_best()) != std::string::npos;
    }
    const std::optional<std::int64_t> question = calibration_number(ask->messages.back().content);
    if (!question) {
        response = encode_refusal({400, "This model answers calibration questions only.", "messages", ""}, 0);
        return true;
    }
    if (model->fails_from >= 0 && *question >= model->fails_from) {
        response = encode_refusal(
            {404, "The model '" + ask->model + "' does not exist.", "model", "model_not_found"},
            model->first_token_ms);
        return true;
    }
    const std::int64_t sample = samples_[stable_hash(request.body)]++;
    const auto other = other_ ? other_(*model, ask->messages) : std::nullopt;
    Pace pace;
    pace.first_token_ms = model->first_token_ms;
    pace.tokens_per_second = model->tokens_per_second;
    pace.jitter = 0;
    pace.vary_by_model = false;
    Random random(pace.seed);
    const Reply reply{"", other ? *other : answer_text(*model, *question, sample, references, chooses)};
    const ReplyPlan plan = plan_reply(reply, *ask, stand_in(ask->model), pace, random);
    const Stamp stamp{"chatcmpl-skilled", 0, ask->model};
    response = ask->stream ? encode_stream(plan, stamp, ask->include_usage) : encode_whole(plan, stamp);
    return true;
}

}  // namespace moa::simulate

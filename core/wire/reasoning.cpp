#include "wire/reasoning.hpp"

#include <array>
#include <cstddef>

#include "ascii.hpp"
#include "enum_names.hpp"
#include "json.hpp"
#include "wire/error_text.hpp"
#include "wire/model_family.hpp"

namespace moa::wire {
namespace {

constexpr EnumNames<Reasoning, Reasoning::high> names("off", "on", "low", "medium", "high");

/// Members for each Reasoning, as JSON without the braces; "" for nothing to send, `refused` for what the
/// family does not take.
struct Row {
    ReasoningDialect dialect;
    std::string_view family;  ///< as is_of_family takes it
    std::array<std::string_view, 5> members;
};

constexpr std::string_view refused = "-";
constexpr std::string_view none = R"("reasoning_effort":"none")";
constexpr std::string_view low = R"("reasoning_effort":"low")";
constexpr std::string_view medium = R"("reasoning_effort":"medium")";
constexpr std::string_view high = R"("reasoning_effort":"high")";

using D = ReasoningDialect;

// The first row that fits decides; a dialect's last row fits every model.
constexpr std::array rows = {
    // What OpenAI-compatible servers take most.
    Row{D::effort, "", {none, medium, low, medium, high}},

    // platform.openai.com/docs/guides/reasoning: "none" from gpt-5.1 on, where it is the default.
    Row{D::openai, "^gpt-5-chat", {refused, refused, refused, refused, refused}},
    Row{D::openai, "^gpt-5.", {none, medium, low, medium, high}},
    Row{D::openai, "^gpt-6", {none, medium, low, medium, high}},
    Row{D::openai, "^gpt-5", {refused, "", low, medium, high}},
    Row{D::openai, "^o1", {refused, "", low, medium, high}},
    Row{D::openai, "^o3", {refused, "", low, medium, high}},
    Row{D::openai, "^o4", {refused, "", low, medium, high}},
    Row{D::openai, "", {refused, refused, refused, refused, refused}},

    // console.groq.com/docs/reasoning: gpt-oss takes a measure and no reasoning_format, since its reasoning
    // comes apart anyway; Qwen only "none" and "default", and leaves its tags in the answer unless "parsed".
    Row{D::groq, "gpt-oss", {refused, "", low, medium, high}},
    Row{D::groq,
        "qwen",
        {none, R"("reasoning_effort":"default","reasoning_format":"parsed")", refused, refused, refused}},
    Row{D::groq,
        "",
        {none, R"("reasoning_format":"parsed")", R"("reasoning_effort":"low","reasoning_format":"parsed")",
         R"("reasoning_effort":"medium","reasoning_format":"parsed")",
         R"("reasoning_effort":"high","reasoning_format":"parsed")"}},

    // docs.together.ai/docs/inference/chat/reasoning: "reasoning only", "hybrid", "adjustable effort".
    Row{D::together, "gpt-oss", {refused, "", low, medium, high}},
    Row{D::together, "minimax", {refused, "", refused, refused, refused}},
    Row{D::together, "deepseek-r1", {refused, "", refused, refused, refused}},
    Row{D::together, "thinking", {refused, "", refused, refused, refused}},
    Row{D::together, "qwq", {refused, "", refused, refused, refused}},
    Row{D::together,
        "",
        {R"("reasoning":{"enabled":false})", R"("reasoning":{"enabled":true})", refused, refused, refused}},

    // openrouter.ai/docs/use-cases/reasoning-tokens: one unified member, translated there for each provider.
    Row{D::openrouter,
        "",
        {R"("reasoning":{"effort":"none"})", R"("reasoning":{"enabled":true})",
         R"("reasoning":{"effort":"low"})", R"("reasoning":{"effort":"medium"})",
         R"("reasoning":{"effort":"high"})"}},

    // docs.ollama.com/api/openai-compatibility; gpt-oss cannot be kept from thinking.
    Row{D::ollama, "gpt-oss", {refused, "", low, medium, high}},
    Row{D::ollama, "", {none, medium, low, medium, high}},

    // llama.cpp tools/server/README.md, chat_template_kwargs. The name of the model is whatever the server
    // was started with, so that no family can be told by it.
    Row{D::chat_template,
        "",
        {R"("chat_template_kwargs":{"enable_thinking":false})",
         R"("chat_template_kwargs":{"enable_thinking":true})",
         R"("chat_template_kwargs":{"reasoning_effort":"low"})",
         R"("chat_template_kwargs":{"reasoning_effort":"medium"})",
         R"("chat_template_kwargs":{"reasoning_effort":"high"})"}},

    // docs.vllm.ai, "Reasoning outputs": enable_thinking for Qwen3 and GLM, thinking for DeepSeek and
    // Granite; a template ignores the one it does not know.
    Row{D::vllm, "gpt-oss", {refused, "", low, medium, high}},
    Row{D::vllm,
        "",
        {R"("chat_template_kwargs":{"enable_thinking":false,"thinking":false})",
         R"("chat_template_kwargs":{"enable_thinking":true,"thinking":true})", low, medium, high}},

    Row{D::none, "", {refused, refused, refused, refused, refused}},
};

const Row& row_of(ReasoningDialect dialect, std::string_view model) {
    const std::string lower = lower_case(model);
    for (const Row& row : rows) {
        if (row.dialect == dialect && is_of_family(lower, row.family)) return row;
    }
    return rows.back();
}

}  // namespace

std::string_view to_string(Reasoning reasoning) {
    return names.of(reasoning);
}

std::optional<Reasoning> parse_reasoning(std::string_view text) {
    return names.parse(text);
}

Result<JsonBox> reasoning_members(ReasoningDialect dialect, std::string_view model, Reasoning reasoning) {
    const Row& row = row_of(dialect, model);
    const std::string_view members = row.members[static_cast<std::size_t>(reasoning)];
    if (members != refused) {
        return JsonBox(parse_json("{" + std::string(members) + "}").value_or(Json::object()));
    }
    std::string taken;
    std::size_t i = 0;
    for (const std::string_view name : names) {
        if (row.members[i++] != refused) taken += (taken.empty() ? "" : ", ") + std::string(name);
    }
    std::string message = "runs with reasoning \"" + std::string(to_string(reasoning)) + "\"; " +
                          std::string(model) +
                          (taken.empty() ? " does not support this setting" : " accepts " + taken);
    if (dialect == ReasoningDialect::none) message += " at this provider";
    return invalid_input(message + ".");
}

}  // namespace moa::wire

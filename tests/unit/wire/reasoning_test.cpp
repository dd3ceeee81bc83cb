// How each provider and model family is asked to think, and what each refuses.
#include "wire/reasoning.hpp"

#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "wire/chat.hpp"
#include "wire/model_family.hpp"

namespace moa::wire {
namespace {

/// The members as text, or the error's message.
std::string asked(ReasoningDialect dialect, std::string_view model, Reasoning reasoning) {
    const Result<JsonBox> members = reasoning_members(dialect, model, reasoning);
    return members.ok() ? dump_json(*members.value()) : members.error().message;
}

Json body(const ChatRequest& request, const Dialect& dialect) {
    return parse_json(encode_chat_request(request, dialect)).value_or(Json());
}

Dialect dialect_of(ReasoningDialect reasoning) {
    Dialect dialect;
    dialect.reasoning = reasoning;
    return dialect;
}

}  // namespace

TEST_CASE("names of the settings") {
    for (const Reasoning each :
         {Reasoning::off, Reasoning::on, Reasoning::low, Reasoning::medium, Reasoning::high}) {
        CHECK(parse_reasoning(to_string(each)) == each);
    }
    CHECK_FALSE(parse_reasoning("none"));
    CHECK_FALSE(parse_reasoning(""));
}

TEST_CASE("Groq: gpt-oss takes a measure, Qwen a switch, and reasoning comes apart") {
    using D = ReasoningDialect;
    CHECK(asked(D::groq, "openai/gpt-oss-120b", Reasoning::low) == R"({"reasoning_effort":"low"})");
    CHECK(asked(D::groq, "openai/gpt-oss-120b", Reasoning::on) == "{}");
    CHECK(asked(D::groq, "openai/gpt-oss-120b", Reasoning::off) ==
          "runs with reasoning \"off\"; openai/gpt-oss-120b accepts on, low, medium, high.");
    CHECK(asked(D::groq, "qwen/qwen3.6-27b", Reasoning::off) == R"({"reasoning_effort":"none"})");
    CHECK(asked(D::groq, "Qwen/QWEN3-32b", Reasoning::on) ==
          R"({"reasoning_effort":"default","reasoning_format":"parsed"})");
    CHECK(asked(D::groq, "qwen/qwen3.6-27b", Reasoning::high) ==
          "runs with reasoning \"high\"; qwen/qwen3.6-27b accepts off, on.");
}

TEST_CASE("Together, OpenRouter and OpenAI") {
    using D = ReasoningDialect;
    CHECK(asked(D::together, "openai/gpt-oss-20b", Reasoning::high) == R"({"reasoning_effort":"high"})");
    CHECK(asked(D::together, "moonshotai/Kimi-K2.6", Reasoning::off) == R"({"reasoning":{"enabled":false}})");
    CHECK(asked(D::together, "zai-org/GLM-5.2", Reasoning::on) == R"({"reasoning":{"enabled":true}})");
    CHECK(asked(D::together, "deepseek-ai/DeepSeek-R1", Reasoning::off).find("accepts on.") !=
          std::string::npos);
    CHECK(asked(D::openrouter, "any/model", Reasoning::medium) == R"({"reasoning":{"effort":"medium"}})");
    CHECK(asked(D::openrouter, "any/model", Reasoning::off) == R"({"reasoning":{"effort":"none"}})");
    CHECK(asked(D::openai, "gpt-5.2", Reasoning::off) == R"({"reasoning_effort":"none"})");
    CHECK(asked(D::openai, "gpt-5-mini", Reasoning::off).find("accepts on, low, medium, high.") !=
          std::string::npos);
    CHECK(asked(D::openai, "o3", Reasoning::medium) == R"({"reasoning_effort":"medium"})");
    CHECK(asked(D::openai, "gpt-4.1", Reasoning::low) ==
          "runs with reasoning \"low\"; gpt-4.1 does not support this setting.");
}

TEST_CASE("servers on this machine") {
    using D = ReasoningDialect;
    CHECK(asked(D::ollama, "qwen3:8b", Reasoning::off) == R"({"reasoning_effort":"none"})");
    CHECK(asked(D::ollama, "gpt-oss:20b", Reasoning::off).find("accepts on") != std::string::npos);
    CHECK(asked(D::chat_template, "whatever.gguf", Reasoning::off) ==
          R"({"chat_template_kwargs":{"enable_thinking":false}})");
    CHECK(asked(D::vllm, "Qwen/Qwen3-8B", Reasoning::on) ==
          R"({"chat_template_kwargs":{"enable_thinking":true,"thinking":true}})");
    CHECK(asked(D::vllm, "openai/gpt-oss-20b", Reasoning::low) == R"({"reasoning_effort":"low"})");
    CHECK(asked(D::none, "m", Reasoning::on) ==
          "runs with reasoning \"on\"; m does not support this setting at this provider.");
    CHECK(asked(D::effort, "m", Reasoning::off) == R"({"reasoning_effort":"none"})");
}

TEST_CASE("every row gives JSON that is an object") {
    for (const ReasoningDialect dialect :
         {ReasoningDialect::effort, ReasoningDialect::openai, ReasoningDialect::groq,
          ReasoningDialect::together, ReasoningDialect::openrouter, ReasoningDialect::ollama,
          ReasoningDialect::chat_template, ReasoningDialect::vllm, ReasoningDialect::none}) {
        for (const char* model :
             {"gpt-oss", "qwen3", "o1", "o3-mini", "o4", "gpt-5", "gpt-5.1", "gpt-5-chat-latest", "gpt-6",
              "minimax", "deepseek-r1", "a-thinking", "x"}) {
            for (const Reasoning reasoning :
                 {Reasoning::off, Reasoning::on, Reasoning::low, Reasoning::medium, Reasoning::high}) {
                CAPTURE(model);
                CAPTURE(to_string(reasoning));
                const Result<JsonBox> members = reasoning_members(dialect, model, reasoning);
                // A row that is no JSON would come out empty: then only "on" of families that always think.
                if (members.ok() && members.value()->empty()) CHECK(reasoning == Reasoning::on);
            }
        }
    }
}

TEST_CASE("a request holds the members, and none that the model refuses") {
    ChatRequest request;
    request.model = "openai/gpt-oss-20b";
    request.messages = {{"user", "q"}};
    request.reasoning = Reasoning::low;
    CHECK(body(request, dialect_of(ReasoningDialect::groq))["reasoning_effort"] == "low");
    request.reasoning = Reasoning::off;
    CHECK_FALSE(body(request, dialect_of(ReasoningDialect::groq)).contains("reasoning_effort"));
    CHECK(body(request, dialect_of(ReasoningDialect::openrouter))["reasoning"] == Json{{"effort", "none"}});
}

TEST_CASE("OpenAI's reasoning families: no temperature, the developer's role, no stop texts for some") {
    const Dialect openai = dialect_of(ReasoningDialect::openai);
    ChatRequest request;
    request.messages = {{"system", "s"}, {"user", "q"}, {"assistant", "a"}, {"user", "q2"}};
    request.temperature = 0.5;
    request.stop = {"END"};
    for (const char* model : {"o1", "o3-mini", "o4-mini", "gpt-5", "gpt-5.2-pro", "GPT-6"}) {
        CAPTURE(model);
        request.model = model;
        const Json sent = body(request, openai);
        CHECK_FALSE(sent.contains("temperature"));
        CHECK(sent["messages"][0]["role"] == "developer");
        CHECK(sent["messages"][2]["role"] == "assistant");
        const bool takes_stop = std::string_view(model) != "o3-mini" && std::string_view(model) != "o4-mini";
        CHECK(sent.contains("stop") == takes_stop);
    }
    for (const char* model :
         {"gpt-4.1", "gpt-4o", "gpt-5-chat-latest", "gpt-5.1-chat-latest", "chatgpt-4o"}) {
        CAPTURE(model);
        request.model = model;
        const Json sent = body(request, openai);
        CHECK(sent["temperature"] == 0.5);
        CHECK(sent["messages"][0]["role"] == "system");
        CHECK(sent["stop"] == Json::array({"END"}));
    }
    request.model = "openai/gpt-5";
    CHECK(body(request, dialect_of(ReasoningDialect::openrouter)).contains("temperature"));
}

}  // namespace moa::wire

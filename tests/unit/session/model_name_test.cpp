#include "session/models/model_name.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/session/some_models.hpp"

using namespace moa;

namespace {

std::string found(std::string_view typed, const session::ModelBook& book, std::string_view callable = {}) {
    const auto match = session::find_model(
        typed, mixture::known_providers(), book,
        [callable](const mixture::Provider& each) { return callable.empty() || each.name == callable; });
    std::string text;
    for (const mixture::NamedModel& each : match.found)
        text += mixture::name_of(each) + " ";
    return text;
}

}  // namespace

TEST_CASE("a provider before the first slash names it, whatever slashes follow") {
    const auto& providers = mixture::known_providers();
    CHECK(session::qualified_model("groq/openai/gpt-oss-120b", providers) ==
          mixture::NamedModel{"groq", "openai/gpt-oss-120b"});
    CHECK(session::qualified_model("ollama/qwen3:8b", providers) ==
          mixture::NamedModel{"ollama", "qwen3:8b"});
    for (const char* typed : {"acme/giant", "qwen3:8b", "ollama/", ""})
        CHECK_FALSE(session::qualified_model(typed, providers));
}

TEST_CASE("a name alone is looked up: whole, in another case, by its last part, without its tag") {
    const auto book = test::book_of("ollama", {"qwen3:8b", "gemma3:latest", "hf.co/acme/Tiny"});
    CHECK(found("qwen3:8b", book) == "ollama/qwen3:8b ");
    CHECK(found("QWEN3:8B", book) == "ollama/qwen3:8b ");
    CHECK(found("gemma3", book) == "ollama/gemma3:latest ");
    CHECK(found("tiny", book) == "ollama/hf.co/acme/Tiny ");
    CHECK(found("gemma", book).empty());
}

TEST_CASE("of several providers those that can be called come alone, else all are choices") {
    const session::ModelBook none;
    CHECK(found("openai/gpt-oss-20b", none, "groq") == "groq/openai/gpt-oss-20b ");
    const std::string all =
        "together/openai/gpt-oss-20b groq/openai/gpt-oss-20b openrouter/openai/gpt-oss-20b ";
    CHECK(found("gpt-oss-20b", none) == all);
    CHECK(found("gpt-oss-20b", none, "nobody") == all);
}

TEST_CASE("a scripted model is meant only where no other is") {
    CHECK(found("sim/echo-8b", {}) == "simulated/sim/echo-8b ");
    CHECK(found("sim/echo-8b", test::book_of("ollama", {"sim/echo-8b"})) == "ollama/sim/echo-8b ");
}

TEST_CASE("the error names the choices, or the nearest models") {
    const auto& providers = mixture::known_providers();
    const session::ModelMatch two{{{"groq", "m"}, {"ollama", "m"}}};
    CHECK(session::model_name_error("m", two, providers, {}).message ==
          "\"m\" is a model of several providers: write groq/m, ollama/m.");
    const std::string none =
        session::model_name_error("qwen3:9b", {}, providers, test::book_of("ollama", {"qwen3:8b"})).message;
    CHECK(none.find("ollama/qwen3:8b") != std::string::npos);
    CHECK(none.find("PROVIDER/MODEL") != std::string::npos);
}

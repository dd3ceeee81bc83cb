#include "session/models/named_models.hpp"

#include <doctest/doctest.h>

#include "mixture/recipe_rules.hpp"
#include "unit/session/some_models.hpp"

using namespace moa;
using session::chosen_models;
using session::find_named_model;
using session::ModelBook;
using session::NamedModel;
using test::known;
using test::listed;

namespace {

ModelBook three_lists() {
    ModelBook book;
    book.set_list(
        known("ollama"),
        {test::monday, {listed("qwen3:8b"), listed("gemma3:4b"), listed("nomic-embed-text:latest")}});
    book.set_list(known("lmstudio"), {test::monday, {listed("gemma3:4b")}});
    book.set_list(known("groq"),
                  {test::monday, {listed("openai/gpt-oss-120b"), listed("llama-3.3-70b-versatile")}});
    return book;
}

Result<NamedModel> find_model(std::string_view typed) {
    return find_named_model(typed, mixture::known_providers(), three_lists());
}

mixture::Recipe made_of(const session::NamedMix& mix) {
    const auto made = session::recipe_of_models(mix, mixture::known_providers());
    REQUIRE(made);
    CHECK(mixture::check_providers(made.value(), mixture::known_providers()).empty());
    return made.value();
}

int calls_in(const mixture::Layer& layer) {
    int sum = 0;
    for (const mixture::Agent& agent : layer.agents)
        sum += agent.repeat;
    return sum;
}

}  // namespace

TEST_CASE("a model is named with its provider, listed or not, or by an id that one list has") {
    CHECK(find_model("groq/openai/gpt-oss-120b").value() == NamedModel{"groq", "openai/gpt-oss-120b"});
    CHECK(find_model("together/any/thing").value() == NamedModel{"together", "any/thing"});
    CHECK(find_model("openai/gpt-oss-120b").value() == NamedModel{"openai", "gpt-oss-120b"});
    CHECK(find_model("qwen3:8b").value() == NamedModel{"ollama", "qwen3:8b"});
    CHECK(find_model("GPT-OSS-120B").value() == NamedModel{"groq", "openai/gpt-oss-120b"});
    CHECK(find_model("qwen3").value() == NamedModel{"ollama", "qwen3:8b"});
}

TEST_CASE("where a name is ambiguous or unknown, the error names the choices") {
    CHECK(find_model("gemma3:4b").error().message ==
          "gemma3:4b may be ollama/gemma3:4b, lmstudio/gemma3:4b: name one of them.");
    CHECK(find_model("qwen3:14b").error().message.find("Did you mean ollama/qwen3:8b") !=
          std::string::npos);
    CHECK(find_model("zzzz").error().message ==
          "No model is called zzzz in the lists of Groq, Ollama, LM Studio. Name its provider too: "
          "PROVIDER/MODEL.");
    const auto nowhere = find_named_model("x", mixture::known_providers(), ModelBook());
    CHECK(nowhere.error().message ==
          "No model is called x: no list of models is known. Name its provider too, for example ollama/x.");
}

TEST_CASE("one model makes Self-MoA, several are asked in turn") {
    const mixture::Recipe alone = made_of({{{"groq", "a"}}, std::nullopt, std::nullopt});
    CHECK(calls_in(alone.layers.front()) == 6);
    CHECK(alone.layers.back().agents.front().model == "a");
    CHECK(alone.name == "Self-MoA, a");
    CHECK(calls_in(made_of({{{"ollama", "a"}}, std::nullopt, std::nullopt}).layers.front()) == 3);

    const mixture::Recipe three = made_of({{{"groq", "a"}, {"ollama", "b"}}, NamedModel{"openai", "c"}, 3});
    CHECK(three.layers.front().agents.at(0).repeat == 2);
    CHECK(three.layers.front().agents.at(1).repeat == 1);
    CHECK(three.layers.back().agents.front().provider == "openai");
    CHECK(three.name == "3 proposers, c");
    for (const int wrong : {0, 1, 65})
        CHECK_FALSE(session::recipe_of_models({{{"groq", "a"}, {"groq", "b"}}, std::nullopt, wrong},
                                              mixture::known_providers()));
    CHECK_FALSE(session::recipe_of_models({}, mixture::known_providers()));
}

TEST_CASE("models chosen for who named none can chat, and are of several families where a list is long") {
    CHECK(chosen_models(known("ollama"), three_lists(), 6) ==
          std::vector<NamedModel>{{"ollama", "gemma3:4b"}, {"ollama", "qwen3:8b"}});
    ModelBook book;
    std::vector<wire::ListedModel> all;
    for (const char* id : {"a/first", "deepseek/deepseek-chat-v3.1", "openai/gpt-5-mini",
                           "openai/text-embedding-3-large", "openai/gpt-4.1-mini-2025-04-14"})
        all.push_back(listed(id));
    book.set_list(known("openrouter"), {test::monday, all});
    CHECK(chosen_models(known("openrouter"), book, 2) ==
          std::vector<NamedModel>{{"openrouter", "openai/gpt-5-mini"},
                                  {"openrouter", "openai/gpt-4.1-mini-2025-04-14"}});
    book.set_list(known("openrouter"), {test::monday, {listed("b/only")}});
    CHECK(chosen_models(known("openrouter"), book, 6) == std::vector<NamedModel>{{"openrouter", "b/only"}});
    CHECK(chosen_models(known("openai"), book, 6).empty());
}

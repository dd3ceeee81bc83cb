#include "native/platform/keys.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <utility>
#include <vector>

using namespace moa;

namespace {

/// Environment variables for one test.
class Variables {
  public:
    Variables(std::initializer_list<std::pair<const char*, const char*>> values) : values_(values) {
        for (const auto& [name, value] : values_)
            ::setenv(name, value, 1);
    }
    ~Variables() {
        for (const auto& [name, value] : values_)
            ::unsetenv(name);
    }
    Variables(const Variables&) = delete;
    Variables& operator=(const Variables&) = delete;

  private:
    std::vector<std::pair<const char*, const char*>> values_;
};

std::string key_for(const mixture::Providers& providers, std::string_view provider) {
    session::Credentials keys;
    native::read_environment_keys(providers, keys);
    const auto header = keys.authorization(
        provider, mixture::find_provider(providers, provider)->base_url + "/chat/completions");
    return header ? header->second : "";
}

mixture::Providers moved(std::string_view provider, std::string_view url) {
    mixture::Providers providers = mixture::known_providers();
    REQUIRE_FALSE(mixture::set_base_url(providers, provider, url));
    return providers;
}

}  // namespace

TEST_CASE("environment keys: the provider's own variable wins over the general one") {
    const Variables set(
        {{"TOGETHER_API_KEY", "general"}, {"GROQ_API_KEY", "groq-general"}, {"MOA_GROQ_API_KEY", "own"}});
    CHECK(key_for(mixture::known_providers(), "together") == "Bearer general");
    CHECK(key_for(mixture::known_providers(), "groq") == "Bearer own");
    CHECK(key_for(mixture::known_providers(), "openai").empty());
}

TEST_CASE("environment keys: a general key never goes to another origin than the provider's") {
    const Variables set{{"TOGETHER_API_KEY", "general"}};
    CHECK(key_for(moved("together", "http://127.0.0.1:8080/v1"), "together").empty());
    CHECK(key_for(moved("together", "https://proxy.example/v1"), "together").empty());
    CHECK(key_for(moved("together", "https://api.together.ai/v2"), "together") == "Bearer general");
    const Variables own{{"MOA_TOGETHER_API_KEY", "own"}};
    CHECK(key_for(moved("together", "http://127.0.0.1:8080/v1"), "together") == "Bearer own");
}

TEST_CASE(
    "environment keys: a provider's own key goes to its known origin, or to the one that is named for it") {
    const Variables own{{"MOA_TOGETHER_API_KEY", "own"}};
    CHECK(key_for(mixture::known_providers(), "together") == "Bearer own");
    for (const char* elsewhere : {"https://evil.example/v1", "https://api.together.ai:8443/v1",
                                  "https://api.together.ai.evil.example/v1", "https://x.api.together.ai/v1"})
        CHECK_MESSAGE(key_for(moved("together", elsewhere), "together").empty(), elsewhere);
    const mixture::Providers there = moved("together", "https://proxy.example/v1");
    const mixture::Provider& provider = *mixture::find_provider(there, "together");
    const auto fault = native::environment_key_fault(provider, {});
    REQUIRE(fault);
    CHECK(fault->message ==
          "MOA_TOGETHER_API_KEY is set, but not for https://proxy.example: set "
          "MOA_TOGETHER_ORIGIN=https://proxy.example, or save a key with moa key set together --provider "
          "together=https://proxy.example/v1.");
    const Variables named{{"MOA_TOGETHER_ORIGIN", "https://proxy.example/v1"}};
    CHECK(key_for(there, "together") == "Bearer own");
    CHECK_FALSE(native::environment_key_fault(provider, {}));
    CHECK(key_for(mixture::known_providers(), "together").empty());
    // A name that is not known has no other address than the one it was given.
    const Variables field{{"MOA_FIELD_API_KEY", "own"}};
    CHECK(key_for(moved("field", "https://models.example/v1"), "field") == "Bearer own");
}

TEST_CASE("environment keys: none goes over http to another machine without a yes, and it is said") {
    const Variables set{{"MOA_BOX_API_KEY", "own"}};
    const mixture::Providers providers = moved("box", "http://192.168.0.20:11434/v1");
    CHECK(key_for(providers, "box").empty());
    const auto fault = native::environment_key_fault(*mixture::find_provider(providers, "box"), {});
    REQUIRE(fault);
    CHECK(fault->message.find("MOA_BOX_API_KEY") != std::string::npos);
    CHECK(fault->message.find("unencrypted") != std::string::npos);
    CHECK(fault->message.ends_with("moa provider add box http://192.168.0.20:11434/v1 --allow-http-key."));
    session::Credentials allowed;
    allowed.allow_http("http://192.168.0.20:11434/v1");
    CHECK_FALSE(native::environment_key_fault(*mixture::find_provider(providers, "box"), allowed));
    native::read_environment_keys(providers, allowed);
    CHECK(allowed.authorization("box", "http://192.168.0.20:11434/v1/models"));
    CHECK_FALSE(allowed.authorization("box", "http://192.168.0.20:8080/v1/models"));
}

TEST_CASE("environment keys: one that cannot be used keeps no other from being read") {
    const Variables set{{"OPENAI_API_KEY", "two words"}, {"GROQ_API_KEY", "\"Bearer good\""}};
    CHECK(key_for(mixture::known_providers(), "groq") == "Bearer good");
    CHECK(key_for(mixture::known_providers(), "openai").empty());
    const auto& known = mixture::known_providers();
    CHECK_FALSE(native::environment_key_fault(*mixture::find_provider(known, "groq"), {}));
    CHECK(native::environment_key_fault(*mixture::find_provider(known, "openai"), {})->message ==
          "The value of OPENAI_API_KEY is not an API key: it contains a space.");
}

TEST_CASE("environment keys: names, and values that cannot be keys") {
    CHECK(mixture::own_key_variable("llama.cpp") == "MOA_LLAMA_CPP_API_KEY");
    CHECK(native::key_variable_of(*mixture::find_provider(mixture::known_providers(), "groq")) ==
          "GROQ_API_KEY");
    const mixture::Providers providers = moved("groq", "https://proxy.example/v1");
    CHECK(native::key_variable_of(*mixture::find_provider(providers, "groq")) == "MOA_GROQ_API_KEY");
    const Variables set{{"GROQ_API_KEY", "two\nlines"}};
    const auto error =
        native::environment_key_fault(*mixture::find_provider(mixture::known_providers(), "groq"), {});
    REQUIRE(error);
    CHECK(error->message.find("GROQ_API_KEY") != std::string::npos);
    CHECK(error->message.find("lines") == std::string::npos);
}

TEST_CASE("kept keys: what is noted is taken as far as it can be read") {
    namespace fs = std::filesystem;
    std::string name = (fs::temp_directory_path() / "moa-keys-XXXXXX").string();
    const fs::path root = ::mkdtemp(name.data());
    const Variables set{{"XDG_DATA_HOME", root.c_str()}};
    const auto note = [&](const char* text) {
        fs::create_directories(root / "moa");
        std::ofstream(root / "moa" / "kept-keys.json") << text;
        return native::noted_keys();
    };
    CHECK(native::noted_keys().empty());
    for (const char* broken :
         {"", "[", "[]", "{}", R"({"keys":{}})", R"({"keys":[1,{},{"provider":"groq"}]})"})
        CHECK_MESSAGE(note(broken).empty(), broken);
    const auto places = note(
        R"({"format":"moa-kept-keys/1","keys":[{"provider":"together","origin":"https://api.together.ai"},{"provider":"groq","origin":"https://api.groq.com"}]})");
    REQUIRE(places.size() == 2);
    CHECK(places.front().provider == "groq");
    CHECK(native::is_kept(*mixture::find_provider(mixture::known_providers(), "together")));
    const mixture::Providers elsewhere = moved("together", "https://proxy.example/v1");
    CHECK_FALSE(native::is_kept(*mixture::find_provider(elsewhere, "together")));
    std::error_code ignored;
    fs::remove_all(root, ignored);
}

TEST_CASE("kept keys: what cannot be a key, or would travel readable, is refused before any store is asked") {
    const mixture::Provider groq = *mixture::find_provider(mixture::known_providers(), "groq");
    for (const char* no_key : {"", "  ", "two words", "line\nfeed"}) {
        const auto error = native::keep_key(groq, no_key);
        REQUIRE(error);
        CHECK(error->kind == ErrorKind::invalid_input);
    }
    mixture::Provider open = groq;
    open.base_url = "http://models.example/v1";
    REQUIRE(native::keep_key(open, "sk-1"));
    CHECK(native::keep_key(open, "sk-1")->kind == ErrorKind::invalid_input);
}

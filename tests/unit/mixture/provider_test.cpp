#include <doctest/doctest.h>

#include <set>
#include <string>

#include "mixture/base_url.hpp"
#include "mixture/provider.hpp"
#include "wire/http.hpp"

namespace moa::test {

using mixture::find_provider;
using mixture::known_providers;
using mixture::Providers;
using mixture::set_base_url;

namespace {

/// The message with which `url` is refused as a base URL, or empty when it is taken.
std::string refusal(const std::string& url, const std::string& name = "mine") {
    Providers providers = known_providers();
    const auto error = set_base_url(providers, name, url);
    if (!error) return "";
    CHECK(error->kind == ErrorKind::invalid_input);
    // A refused URL changes nothing.
    CHECK(providers.size() == known_providers().size());
    return error->message;
}

std::string url_after(const std::string& url) {
    Providers providers;
    if (set_base_url(providers, "mine", url)) return "refused";
    return find_provider(providers, "mine")->base_url;
}

}  // namespace

TEST_CASE("the known providers, each with a URL to join paths to") {
    std::set<std::string> names;
    for (const auto& provider : known_providers()) {
        CAPTURE(provider.name);
        names.insert(provider.name);
        CHECK_FALSE(provider.label.empty());
        CHECK_FALSE(provider.base_url.ends_with("/"));
        CHECK((provider.is_simulated() || !wire::origin_of(provider.base_url).empty()));
        CHECK((provider.needs_key() == !provider.key_variable.empty()));
    }
    CHECK(names == std::set<std::string>{"simulated", "together", "groq", "openai", "openrouter", "ollama",
                                         "llama.cpp", "lmstudio", "vllm"});
    CHECK(find_provider(known_providers(), "together")->dialect.max_temperature == 1.0);
    CHECK(find_provider(known_providers(), "groq")->dialect.max_tokens_name == "max_completion_tokens");
    CHECK(find_provider(known_providers(), "nobody") == nullptr);
}

TEST_CASE("keys are needed by other machines only") {
    CHECK_FALSE(find_provider(known_providers(), "simulated")->needs_key());
    CHECK_FALSE(find_provider(known_providers(), "ollama")->needs_key());
    CHECK(find_provider(known_providers(), "groq")->needs_key());
}

TEST_CASE("base URLs that are taken, without their trailing slashes") {
    CHECK(url_after("https://api.example.com/v1") == "https://api.example.com/v1");
    CHECK(url_after("https://api.example.com/v1//") == "https://api.example.com/v1");
    CHECK(url_after("http://127.0.0.1:8080/v1") == "http://127.0.0.1:8080/v1");
    CHECK(url_after("http://localhost:1/v1") == "http://localhost:1/v1");
    CHECK(url_after("http://[::1]:9") == "http://[::1]:9");
    CHECK(url_after("HTTPS://example.com") == "HTTPS://example.com");
}

TEST_CASE("base URLs are taken with what was pasted behind them") {
    CHECK(url_after("https://api.example.com/v1/chat/completions") == "https://api.example.com/v1");
    CHECK(url_after("https://api.example.com/v1/chat/completions/") == "https://api.example.com/v1");
    CHECK(url_after("https://api.example.com/chat/completions") == "https://api.example.com");
    CHECK(url_after("https://api.example.com/v1/models") == "https://api.example.com/v1");
    CHECK(url_after("https://api.example.com/v1beta/responses") == "https://api.example.com/v1beta");
    // Azure's own base URL.
    CHECK(url_after("https://me.services.ai.azure.com/models") == "https://me.services.ai.azure.com/models");
    CHECK(url_after("https://me.services.ai.azure.com/models/chat/completions") ==
          "https://me.services.ai.azure.com/models");
}

TEST_CASE("the address to try where nothing answers") {
    using mixture::base_url_to_try;
    CHECK(base_url_to_try("http://127.0.0.1:1234") == "http://127.0.0.1:1234/v1");
    CHECK(base_url_to_try("http://localhost:11434/api") == "http://localhost:11434/v1");
    CHECK(base_url_to_try("https://api.groq.com/v1") == "https://api.groq.com/openai/v1");
    CHECK(base_url_to_try("https://api.groq.com/openai/v1").empty());
    CHECK(base_url_to_try("https://models.example/v1").empty());
    CHECK(base_url_to_try("https://models.example/openai/v1beta").empty());
    Error error = make_error(ErrorKind::bad_response);
    mixture::Provider provider;
    provider.base_url = "http://127.0.0.1:1234";
    mixture::name_address_to_try(error, provider);
    CHECK(error.message.ends_with(" Try http://127.0.0.1:1234/v1 as the base URL."));
    Error other = make_error(ErrorKind::wrong_key);
    mixture::name_address_to_try(other, provider);
    CHECK(other.message == default_message(ErrorKind::wrong_key));
}

TEST_CASE("a server in one's own network is called over http, and needs no key") {
    Providers providers;
    REQUIRE_FALSE(set_base_url(providers, "box", "http://192.168.0.20:11434/v1"));
    CHECK_FALSE(find_provider(providers, "box")->needs_key());
    REQUIRE_FALSE(set_base_url(providers, "box", "https://192.168.0.20/v1"));
    CHECK(find_provider(providers, "box")->needs_key());
}

TEST_CASE("base URLs that are refused, each with its reason") {
    const auto says = [](const std::string& url, const std::string& reason) {
        const std::string message = refusal(url);
        CAPTURE(url);
        CAPTURE(message);
        CHECK(message.starts_with("The base URL of mine "));
        CHECK(message.find(reason) != std::string::npos);
    };
    says("", "must start with https://");
    says("api.example.com/v1", "must start with https://");
    says("//api.example.com", "must start with https://");
    says("ftp://example.com", "must start with https://");
    says("file:///etc/passwd", "must start with https://");
    says("simulated:", "must start with https://");
    says("https://user:secret@example.com/v1", "password");
    says("https://token@example.com/v1", "password");
    says("http://127.0.0.1@example.com/v1", "password");
    says("http://example.com/v1", "unencrypted");
    says("http://93.184.216.34:11434/v1", "unencrypted");
    says("http://localhost.example.com/v1", "unencrypted");
    says("https://", "no host");
    says("https:///v1", "no host");
    says("https://:443/v1", "no host");
    says("https://example.com:99999/v1", "port");
    says("http://127.0.0.1:8a/v1", "port");
    says("http://127.1:11434/v1", "localhost or 127.0.0.1");
    says("http://0.0.0.0:11434/v1", "localhost or 127.0.0.1");
    says("http://[::]:11434/v1", "localhost or 127.0.0.1");
    says("https://example.com/v1?key=abc", "query");
    says("https://example.com/v1#x", "query");
    says("https://exa mple.com", "space");
    says("https://example.com\\@evil.com", "space");
    says("https://example.com/v1\n", "space");
}

TEST_CASE("a refusal never repeats a URL that may hold a secret") {
    CHECK(refusal("https://user:hunter2@example.com").find("hunter2") == std::string::npos);
    CHECK(refusal("https://example.com/?key=hunter2").find("hunter2") == std::string::npos);
}

TEST_CASE("names of providers") {
    CHECK(refusal("https://example.com", "").starts_with("A provider name "));
    CHECK(refusal("https://example.com", "a b").starts_with("A provider name "));
    CHECK(refusal("https://example.com", "a=b").starts_with("A provider name "));
    CHECK(refusal("https://example.com", std::string(65, 'a')).starts_with("A provider name "));
    CHECK(refusal("https://example.com", "my-server_2.local").empty());
}

TEST_CASE("a new provider gets its own key variable") {
    Providers providers = known_providers();
    REQUIRE_FALSE(set_base_url(providers, "my-server", "https://example.com/v1"));
    const auto* provider = find_provider(providers, "my-server");
    REQUIRE(provider != nullptr);
    CHECK(provider->label == "my-server");
    CHECK(provider->key_variable == "MOA_MY_SERVER_API_KEY");
    CHECK(provider->needs_key());
}

TEST_CASE("a known provider that moves keeps its dialect but not its key's name") {
    Providers providers = known_providers();
    REQUIRE_FALSE(set_base_url(providers, "groq", "https://proxy.example.com/v1"));
    const auto* groq = find_provider(providers, "groq");
    CHECK(providers.size() == known_providers().size());
    CHECK(groq->base_url == "https://proxy.example.com/v1");
    CHECK(groq->dialect.max_tokens_name == "max_completion_tokens");
    CHECK(groq->key_variable == "MOA_GROQ_API_KEY");
    CHECK(groq->key_page.empty());
    // Back at its own origin, with another path, it has its own variable again.
    REQUIRE_FALSE(set_base_url(providers, "groq", "https://API.groq.com:443/openai/v2"));
    CHECK(find_provider(providers, "groq")->key_variable == "GROQ_API_KEY");
}

TEST_CASE("a server of one's own takes one call at once, whatever it is called") {
    Providers providers = known_providers();
    for (const auto& [name, url] :
         std::vector<std::pair<std::string, std::string>>{{"gpu", "http://192.168.1.5:8080/v1"},
                                                          {"mine", "http://localhost:9000/v1"},
                                                          {"together", "http://127.0.0.1:8081/v1"},
                                                          {"llama.cpp", "http://10.0.0.2:8080/v1"}}) {
        REQUIRE_FALSE(set_base_url(providers, name, url));
        CHECK(find_provider(providers, name)->max_concurrent == 1);
        CHECK(find_provider(providers, name)->is_own());
    }
    REQUIRE_FALSE(set_base_url(providers, "vllm", "http://10.0.0.2:8000/v1"));
    CHECK(find_provider(providers, "vllm")->max_concurrent == 0);  // it batches them
    REQUIRE_FALSE(set_base_url(providers, "gpu", "https://models.example/v1"));
    CHECK(find_provider(providers, "gpu")->max_concurrent == 0);
    CHECK_FALSE(find_provider(providers, "gpu")->is_own());
}

TEST_CASE("the simulated provider can be moved to a server of this machine") {
    Providers providers = known_providers();
    REQUIRE_FALSE(set_base_url(providers, "simulated", "http://127.0.0.1:4010/v1"));
    CHECK_FALSE(find_provider(providers, "simulated")->is_simulated());
    CHECK_FALSE(find_provider(providers, "simulated")->needs_key());
}

}  // namespace moa::test

#include "native/platform/provider_config.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "native/platform/files.hpp"
#include "scratch_folder.hpp"

using namespace moa;

namespace {

class Config : public test::ScratchFolder {
  public:
    Config() { ::setenv("XDG_CONFIG_HOME", path().c_str(), 1); }
    ~Config() { ::unsetenv("XDG_CONFIG_HOME"); }
};

void write(const std::string& text) {
    REQUIRE_FALSE(native::replace_file(*native::config_path(), text));
}

}  // namespace

TEST_CASE("a kept provider is read again; what else is in the file stays; others cannot read it") {
    const Config config;
    write(
        R"({"format": "moa-config/1", "future": 1, "providers": {"lab": {"base_url": "https://a.example", "more": 2}}})");
    REQUIRE_FALSE(
        native::keep_provider({"lab", "https://lab.example/v1", "LAB_KEY", {{"x-region", "eu"}}, 4}, false));
    const auto kept = native::read_provider_config();
    REQUIRE(kept);
    REQUIRE(kept.value().providers.size() == 1);
    mixture::Providers providers = mixture::known_providers();
    session::Credentials keys;
    REQUIRE_FALSE(native::use_configured(kept.value(), providers, keys));
    const mixture::Provider& lab = *mixture::find_provider(providers, "lab");
    CHECK(lab.base_url == "https://lab.example/v1");
    CHECK(lab.key_variable == "LAB_KEY");
    CHECK(lab.max_concurrent == 4);
    CHECK(keys.headers("lab", lab.base_url) == wire::Headers{{"x-region", "eu"}});
    const auto text = native::read_file(native::config_path()->string());
    CHECK(text.value().find("\"future\": 1") != std::string::npos);
    CHECK(text.value().find("\"more\": 2") != std::string::npos);
    namespace fs = std::filesystem;
    CHECK(fs::status(*native::config_path()).permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(native::forget_provider("lab").value());
    CHECK_FALSE(native::forget_provider("lab").value());
    CHECK(native::read_provider_config().value().providers.empty());
}

TEST_CASE("a faulty file is told by its place, without a header's value, and is not written over") {
    const Config config;
    const auto place = [](const std::string& lab) {
        write(R"({"format": "moa-config/1", "providers": {"lab": )" + lab + "}}");
        const auto read = native::read_provider_config();
        REQUIRE_FALSE(read);
        CHECK(read.error().message.find("config.json") != std::string::npos);
        CHECK(read.error().message.find("secret") == std::string::npos);
        return read.error().message;
    };
    CHECK(place("3").find("providers.lab ") != std::string::npos);
    CHECK(place(R"({"base_url": "x"})").find("providers.lab.base_url") != std::string::npos);
    CHECK(place(R"({"base_url": "https://a.example", "parallel": -1})").find("lab.parallel") !=
          std::string::npos);
    CHECK(place(R"({"base_url": "https://a.example", "key_variable": "sk-secret"})").find("key_variable") !=
          std::string::npos);
    CHECK(place(R"({"base_url": "https://a.example", "headers": {"Host": "secret"}})").find("headers") !=
          std::string::npos);
    // Adding it again mends it.
    CHECK_FALSE(place("3").empty());
    CHECK_FALSE(native::keep_provider({"lab", "https://lab.example/v1", {}, {}, {}}, false));
    CHECK(native::read_provider_config().value().providers.size() == 1);
    write("{\"format\": ");
    CHECK(native::keep_provider({"lab", "https://lab.example/v1", {}, {}, {}}, false));
    CHECK(native::read_file(native::config_path()->string()).value() == "{\"format\": ");
}

TEST_CASE("the yes to keys over http is kept by origin, and goes with the last provider there") {
    const Config config;
    const std::string address = "http://192.168.1.5:11434/v1";
    REQUIRE_FALSE(native::keep_provider({"lab", address, {}, {}, {}}, false));
    CHECK(native::read_provider_config().value().http_keys.empty());
    REQUIRE_FALSE(native::keep_provider({"lab", address, {}, {{"x-token", "0123456789abcdef"}}, {}}, true));
    REQUIRE_FALSE(native::keep_provider({"other", "http://192.168.1.5:11434/api", {}, {}, {}}, true));
    const auto kept = native::read_provider_config();
    REQUIRE(kept);
    CHECK(kept.value().http_keys == std::vector<std::string>{"http://192.168.1.5:11434"});
    mixture::Providers providers = mixture::known_providers();
    session::Credentials keys;
    REQUIRE_FALSE(native::use_configured(kept.value(), providers, keys));
    CHECK(keys.headers("lab", address).size() == 1);
    CHECK(native::forget_provider("lab").value());
    CHECK(native::read_provider_config().value().http_keys.size() == 1);
    CHECK(native::forget_provider("other").value());
    CHECK(native::read_provider_config().value().http_keys.empty());

    // A header that was written there by hand, and a yes for an address that can have none.
    write(
        R"({"format": "moa-config/1", "providers": {"lab": {"base_url": "http://10.0.0.2/v1", "headers": {"x": "0123456789abcdef"}}}})");
    session::Credentials without;
    const auto refused = native::use_configured(native::read_provider_config().value(), providers, without);
    REQUIRE(refused);
    CHECK(refused->message.find("0123456789abcdef") == std::string::npos);
    for (const char* origin : {"\"http://models.example\"", "\"https://lab.example\"", "3"}) {
        CAPTURE(origin);
        write(std::string(R"({"format": "moa-config/1", "http_keys": [)") + origin + "]}");
        const auto read = native::read_provider_config();
        REQUIRE_FALSE(read);
        CHECK(read.error().message.find("http_keys") != std::string::npos);
    }
}

#include "stream_fixtures.hpp"

#include <fstream>
#include <iterator>

#include "json.hpp"

namespace moa::wire::test {
namespace {

const std::string folder = "tests/fixtures/streams/";

StreamFixture read_fixture(const Json& entry) {
    StreamFixture fixture;
    fixture.file = find_string(entry, "file");
    const Json* status = find(entry, "status");
    fixture.head.status = status == nullptr ? 200 : status->get<int>();
    const std::string type(find_string(entry, "content_type"));
    if (!type.empty()) fixture.head.headers = {{"Content-Type", type}};
    fixture.bytes = read_source_file(folder + fixture.file);
    fixture.expected.text = find_string(entry, "text");
    fixture.expected.reasoning = find_string(entry, "reasoning");
    fixture.expected.finish_reason = find_string(entry, "finish_reason");
    fixture.expected.error = find_string(entry, "error");
    fixture.expected.done = find(entry, "done")->get<bool>();
    if (const Json& usage = *find(entry, "usage"); usage.is_object()) {
        fixture.expected.usage = Usage{find(usage, "prompt_tokens")->get<std::int64_t>(),
                                       find(usage, "completion_tokens")->get<std::int64_t>(), false};
    }
    return fixture;
}

}  // namespace

std::string read_source_file(const std::string& path) {
    std::ifstream file(std::string(MOA_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const std::vector<StreamFixture>& stream_fixtures() {
    static const std::vector<StreamFixture> fixtures = [] {
        std::vector<StreamFixture> read;
        const std::optional<Json> entries = parse_json(read_source_file(folder + "expected.json"));
        if (!entries) return read;
        for (const Json& entry : *entries)
            read.push_back(read_fixture(entry));
        return read;
    }();
    return fixtures;
}

std::uint64_t Random::next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

}  // namespace moa::wire::test

#include "proof/hash_chain.hpp"

#include "evaluation/sha256.hpp"
#include "json.hpp"

namespace moa::proof {

std::string HashChain::begin(std::string_view format, std::string_view plan_sha256) {
    const std::string line = dump_json({{"format", format}, {"plan_sha256", plan_sha256}});
    head_ = evaluation::sha256(line);
    return line + "\n";
}

std::string HashChain::add(const Json& object) {
    Json linked = object;
    linked["after"] = head_;
    const std::string line = dump_json(linked);
    head_ = evaluation::sha256(line);
    return line + "\n";
}

Result<HashChain> HashChain::read(std::string_view text, std::string_view format, std::string_view what,
                                  std::string_view plan_sha256,
                                  const std::function<bool(const Json&)>& take) {
    HashChain chain;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) break;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const std::optional<Json> json = parse_json(line);
        if (number == 1) {
            if (!json || find_string(*json, "format") != format)
                return invalid_input("it is no " + std::string(what) + " (" + std::string(format) + ").");
            if (find_string(*json, "plan_sha256") != plan_sha256)
                return invalid_input("it belongs to another plan, or the plan was changed after it began.");
        } else if (!json || find_string(*json, "after") != chain.head_ || !take(*json)) {
            return invalid_input("line " + std::to_string(number) +
                                 " does not follow the line before it: the file was changed.");
        }
        chain.head_ = evaluation::sha256(line);
    }
    return chain;
}

}  // namespace moa::proof

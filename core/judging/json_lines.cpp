#include "judging/json_lines.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ascii.hpp"
#include "json.hpp"

namespace moa::judging {

Result<std::vector<Json>> read_objects(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<Json> objects;
    if (trimmed(text).starts_with('[')) {
        std::optional<Json> array = parse_json(text);
        if (!array) return invalid_input("it begins like a JSON array and is none.");
        for (Json& item : *array) {
            if (!item.is_object())
                return invalid_input("item " + std::to_string(objects.size() + 1) + " is no JSON object.");
            objects.push_back(std::move(item));
        }
        return objects;
    }
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        std::optional<Json> object = parse_json(line);
        if (!object || !object->is_object())
            return invalid_input("line " + std::to_string(number) + " is no JSON object.");
        objects.push_back(std::move(*object));
    }
    return objects;
}

}  // namespace moa::judging

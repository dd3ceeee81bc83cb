#include "json_gate.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <vector>

#include "json.hpp"

namespace moa {
namespace {

struct Fault {
    enum class Kind { malformed, too_deep, too_many_members, too_many_values };
    Kind kind = Kind::malformed;
    std::size_t position = 0;  ///< malformed: bytes read, the wrong one included
};

/// Where names repeat, the last value counts, in the place of the first.
void settle_repeated_names(Json::object_t& object) {
    constexpr std::size_t few = 16;
    bool repeated = false;
    if (object.size() <= few) {
        for (auto member = object.begin(); member != object.end() && !repeated; ++member) {
            repeated = std::any_of(object.begin(), member,
                                   [&](const auto& before) { return before.first == member->first; });
        }
    } else {
        std::vector<std::string_view> names;
        names.reserve(object.size());
        for (const auto& [name, value] : object)
            names.push_back(name);
        std::sort(names.begin(), names.end());
        repeated = std::adjacent_find(names.begin(), names.end()) != names.end();
    }
    if (!repeated) return;
    Json::object_t settled;
    settled.reserve(object.size());
    std::unordered_map<std::string_view, std::ptrdiff_t> places;
    for (auto& [name, value] : object) {
        const auto [place, first] = places.emplace(name, std::ssize(settled));
        if (first) {
            settled.emplace_back(name, std::move(value));
        } else {
            (settled.begin() + place->second)->second = std::move(value);
        }
    }
    object = std::move(settled);
}

/// Builds the value as the parser goes along, and stops it where the value would become more than anything
/// should hold. The function names are nlohmann's SAX interface. The library's own builder looks for each
/// name among all before it, and knows no bounds.
class Builder {
  public:
    explicit Builder(std::size_t max_nesting) : max_nesting_(max_nesting) {}

    bool null() { return add(Json()) != nullptr; }
    bool boolean(bool value) { return add(Json(value)) != nullptr; }
    bool number_integer(Json::number_integer_t value) { return add(Json(value)) != nullptr; }
    bool number_unsigned(Json::number_unsigned_t value) { return add(Json(value)) != nullptr; }
    bool number_float(Json::number_float_t value, const Json::string_t& /*text*/) {
        return add(Json(value)) != nullptr;
    }
    bool string(Json::string_t& value) { return add(Json(std::move(value))) != nullptr; }
    bool binary(Json::binary_t& /*value*/) { return false; }
    bool start_object(std::size_t /*size*/) { return enter(Json::object()); }
    bool start_array(std::size_t /*size*/) { return enter(Json::array()); }
    bool key(Json::string_t& name) {
        auto& members = *open_.back()->get_ptr<Json::object_t*>();
        if (members.size() == max_json_members) return stop(Fault::Kind::too_many_members);
        members.emplace_back(std::move(name), Json());
        return true;
    }
    bool end_object() {
        settle_repeated_names(*open_.back()->get_ptr<Json::object_t*>());
        return end_array();
    }
    bool end_array() {
        open_.pop_back();
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*token*/, const Json::exception& /*why*/) {
        fault_.position = position;
        return false;
    }

    Json take() { return std::move(root_); }
    const Fault& fault() const { return fault_; }

  private:
    bool stop(Fault::Kind kind) {
        fault_.kind = kind;
        return false;
    }

    /// Where the value now is; nullptr when it is one too many.
    Json* add(Json value) {
        if (++values_ > max_json_values) {
            stop(Fault::Kind::too_many_values);
            return nullptr;
        }
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& around = *open_.back();
        if (auto* elements = around.get_ptr<Json::array_t*>())
            return &elements->emplace_back(std::move(value));
        Json& member = around.get_ptr<Json::object_t*>()->back().second;
        member = std::move(value);
        return &member;
    }

    bool enter(Json container) {
        if (open_.size() == max_nesting_) return stop(Fault::Kind::too_deep);
        Json* const added = add(std::move(container));
        if (added != nullptr) open_.push_back(added);
        return added != nullptr;
    }

    std::size_t max_nesting_;
    std::size_t values_ = 0;
    Json root_;
    /// Only the innermost grows, so the others stay where they are.
    std::vector<Json*> open_;
    Fault fault_;
};

bool is_code_point_start(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::string place_of(std::string_view text, std::size_t position) {
    const std::size_t wrong = std::min(position == 0 ? 0 : position - 1, text.size());
    const std::string_view before = text.substr(0, wrong);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::string_view line = before.substr(line_start);
    const auto column = std::count_if(line.begin(), line.end(), is_code_point_start);
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1);
}

std::string words_of(const Fault& fault, std::string_view text, std::size_t max_nesting) {
    switch (fault.kind) {
        case Fault::Kind::too_deep:
            return "it is nested deeper than " + std::to_string(max_nesting) + " levels.";
        case Fault::Kind::too_many_members:
            return "an object in it has more than " + std::to_string(max_json_members) + " members.";
        case Fault::Kind::too_many_values:
            return "it has more than " + std::to_string(max_json_values) + " values.";
        case Fault::Kind::malformed:
            break;
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "it is empty.";
    return "syntax error at " + place_of(text, fault.position) + ".";
}

}  // namespace

std::optional<Json> parse_json(std::string_view text) {
    Builder builder(max_json_nesting);
    if (!Json::sax_parse(text, &builder)) return std::nullopt;
    return builder.take();
}

Result<JsonBox> read_json(std::string_view text, std::size_t max_nesting) {
    Builder builder(max_nesting);
    if (Json::sax_parse(text, &builder)) return JsonBox(builder.take());
    return invalid_input(words_of(builder.fault(), text, max_nesting));
}

}  // namespace moa

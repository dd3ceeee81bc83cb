#include "mixture/json_place.hpp"

#include <algorithm>

#include "json.hpp"

namespace moa::mixture {

namespace {

/// Follows the parser without keeping anything; the function names are nlohmann's SAX interface.
class Follower {
  public:
    explicit Follower(std::size_t max_nesting) : max_nesting_(max_nesting) {}

    bool null() { return true; }
    bool boolean(bool /*value*/) { return true; }
    bool number_integer(Json::number_integer_t /*value*/) { return true; }
    bool number_unsigned(Json::number_unsigned_t /*value*/) { return true; }
    bool number_float(Json::number_float_t /*value*/, const Json::string_t& /*text*/) { return true; }
    bool string(Json::string_t& /*value*/) { return true; }
    bool binary(Json::binary_t& /*value*/) { return true; }
    bool key(Json::string_t& /*value*/) { return true; }
    bool start_object(std::size_t /*size*/) { return enter(); }
    bool end_object() { return leave(); }
    bool start_array(std::size_t /*size*/) { return enter(); }
    bool end_array() { return leave(); }
    bool parse_error(std::size_t position, const std::string& /*token*/, const Json::exception& /*why*/) {
        position_ = position;
        return false;
    }

    bool too_deep() const { return depth_ > max_nesting_; }
    std::size_t position() const { return position_; }

  private:
    bool enter() { return ++depth_ <= max_nesting_; }
    bool leave() {
        --depth_;
        return true;
    }

    std::size_t max_nesting_;
    std::size_t depth_ = 0;
    std::size_t position_ = 0;
};

bool is_code_point_start(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::optional<std::string> json_fault(std::string_view text, std::size_t max_nesting) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "it is empty.";
    Follower follower(max_nesting);
    if (Json::sax_parse(text, &follower)) return std::nullopt;
    if (follower.too_deep()) return "it nests deeper than " + std::to_string(max_nesting) + " levels.";
    // The parser counts the bytes it has read, the wrong one included.
    const std::size_t wrong = std::min(follower.position() == 0 ? 0 : follower.position() - 1, text.size());
    const std::string_view before = text.substr(0, wrong);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::string_view line = before.substr(line_start);
    const auto column = std::count_if(line.begin(), line.end(), is_code_point_start);
    return "it goes wrong at line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1) +
           ".";
}

}  // namespace moa::mixture

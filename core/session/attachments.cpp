#include "session/attachments.hpp"

#include <algorithm>

#include "blank.hpp"
#include "figures.hpp"
#include "run/input.hpp"
#include "wire/utf8.hpp"

namespace moa::session {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Without what would end its line.
std::string one_line(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '`'; },
        ' ');
    return name;
}

/// The name alone, without the folders before it.
std::string short_name(const std::string& path) {
    return one_line(path.substr(path.find_last_of("/\\") + 1));
}

/// One backtick more than the longest row of them in the text, and three at least (CommonMark, fenced code).
std::string fence_for(std::string_view text) {
    std::size_t longest = 2;
    std::size_t row = 0;
    for (const char c : text) {
        row = c == '`' ? row + 1 : 0;
        longest = std::max(longest, row);
    }
    return std::string(longest + 1, '`');
}

}  // namespace

std::optional<Error> Attachments::add(const std::string& name, std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::size_t others = 0;
    for (const File& file : files_)
        others += file.path == name ? 0 : file.text.size();
    if (others + text.size() > most_bytes)
        return invalid_input(name + ": The files of a question may have " +
                             std::to_string(most_bytes >> 20U) + " MB together.");
    const bool is_text = wire::is_valid_utf8(text) && text.find('\0') == std::string_view::npos &&
                         text.find(replacement) == std::string_view::npos;
    if (!is_text) return invalid_input(name + ": The file is not text in UTF-8.");
    if (is_blank(text)) return invalid_input(name + ": The file is empty.");
    std::erase_if(files_, [&name](const File& file) { return file.path == name; });
    files_.push_back({name, short_name(name), std::string(text)});
    for (File& file : files_) {
        if (&file == &files_.back() || file.name != files_.back().name) continue;
        file.name = one_line(file.path);
        files_.back().name = one_line(name);
    }
    return std::nullopt;
}

std::string Attachments::with(std::string_view question) const {
    std::string whole(question);
    for (const File& file : files_) {
        const std::string fence = fence_for(file.text);
        whole += "\n\n" + file.name + ":\n" + fence + "\n" + file.text;
        if (whole.back() != '\n') whole += '\n';
        whole += fence;
    }
    return whole;
}

std::string Attachments::words() const {
    if (files_.empty()) return {};
    const double tokens = static_cast<double>(run::estimate_tokens({{"user", with({})}}));
    const std::string what =
        files_.size() == 1 ? files_.front().name : figure::counted(files_.size(), "file");
    return what + ", about " + figure::rough_tokens(tokens) + " tokens";
}

}  // namespace moa::session

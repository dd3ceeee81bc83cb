#include "native/platform/history_listing.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <system_error>
#include <utility>

#include "json.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_paths.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

/// More than any answer; lines are looked for from the end in steps of this.
constexpr std::size_t read_at_once = 65536;

std::string first_line(std::FILE* file) {
    std::string line;
    std::array<char, 16384> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), file) != nullptr) {
        line += part.data();
        if (!line.empty() && line.back() == '\n') break;
    }
    return line;
}

/// The last line, where it ends with a line feed; empty for one longer than any that ends a run, whose log is
/// then read from its beginning.
std::string last_line(std::FILE* file) {
    constexpr std::size_t longest = std::size_t{32} * 1024 * 1024;
    std::vector<std::string> parts;  // from the end
    std::size_t length = 0;
    (void)std::fseek(file, 0, SEEK_END);
    long left = std::ftell(file);
    while (left > 0 && length <= longest) {
        const auto size = static_cast<std::size_t>(std::min<long>(left, static_cast<long>(read_at_once)));
        left -= static_cast<long>(size);
        std::string part(size, '\0');
        if (std::fseek(file, left, SEEK_SET) != 0 || std::fread(part.data(), 1, size, file) != size)
            return {};
        if (parts.empty() && part.back() != '\n') return {};
        // The line feed that ends the line does not begin it.
        const std::size_t searched = parts.empty() ? size - 1 : size;
        const std::size_t begin = std::string_view(part).substr(0, searched).rfind('\n');
        if (begin != std::string_view::npos) part.erase(0, begin + 1);
        length += part.size();
        parts.push_back(std::move(part));
        if (begin != std::string_view::npos) break;
        if (left > 0 && length > longest) return {};
    }
    std::string line;
    line.reserve(length);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        line += *part;
    return line;
}

constexpr const char* marks_file = "marks.json";

}  // namespace

session::TurnSummary summary_of_file(const fs::path& path) {
    session::TurnSummary unreadable;
    unreadable.status = run::RunStatus::failed;
    // A pipe or a device may never end.
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) return unreadable;
    if (std::FILE* file = std::fopen(path.c_str(), "rbe")) {
        const std::string first = first_line(file);
        const std::string last = last_line(file);
        std::fclose(file);
        if (auto summary = session::summary_of_ends(first, last)) return *summary;
    }
    const Result<std::string> text = read_file(path.string());
    auto summary = text ? session::summary_of_log(text.value()) : std::nullopt;
    return summary ? *summary : unreadable;
}

std::optional<session::HistoryEntry> entry_in(const fs::path& folder) {
    session::HistoryEntry entry{folder.filename().string(), {}};
    const std::size_t turns = turns_in(folder);
    if (turns == 0) return std::nullopt;
    for (std::size_t turn = 1; turn <= turns; ++turn)
        entry.turns.push_back(summary_of_file(log_path(folder, turn)));
    entry.marks = marks_in(folder);
    return entry;
}

std::uint64_t bytes_in(const fs::path& folder) {
    std::uint64_t sum = 0;
    std::error_code failed;
    for (const fs::directory_entry& file : fs::directory_iterator(folder, failed)) {
        std::error_code gone;
        if (!file.is_regular_file(gone)) continue;
        const std::uintmax_t size = file.file_size(gone);
        if (!gone) sum += size;
    }
    return sum;
}

session::HistoryMarks marks_in(const fs::path& folder) {
    std::error_code failed;
    const fs::path path = folder / marks_file;
    if (!fs::is_regular_file(path, failed)) return {};
    const Result<std::string> text = read_file(path.string());
    const auto json = text ? parse_json(text.value()) : std::nullopt;
    return json ? session::read_marks(*json) : session::HistoryMarks();
}

std::optional<Error> write_marks(const fs::path& folder, const session::HistoryMarks& marks) {
    return replace_file(folder / marks_file, dump_json(session::marks_json(marks)) + "\n");
}

}  // namespace moa::native

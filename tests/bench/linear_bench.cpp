// Whether what is kept and listed costs in proportion to its size: the last line of a log, a history of many
// conversations, lists of many models. Each is timed at a size and at four times that. Prints
// `name<TAB>value` lines, milliseconds of processor time.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

#include "native/platform/history_files.hpp"
#include "unit/session/run_log_text.hpp"
#include "wire/model_list.hpp"

namespace {

using namespace moa;
namespace fs = std::filesystem;

/// A data folder of its own, which goes with it.
class DataFolder {
  public:
    DataFolder() {
        std::string name = (fs::temp_directory_path() / "moa-bench-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        ::setenv("XDG_DATA_HOME", root_.c_str(), 1);
    }
    ~DataFolder() {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    void keep(int conversation, const std::string& log) const {
        char id[32];
        std::snprintf(id, sizeof id, "20260101-%06d-001", conversation);
        const fs::path folder = root_ / "moa" / "history" / id;
        fs::create_directories(folder);
        std::ofstream(folder / "1.jsonl", std::ios::binary) << log;
    }

  private:
    fs::path root_;
};

/// The better of three.
template <class Work>
void time(const char* name, const char* size, Work work) {
    double best = 0;
    for (int i = 0; i < 3; ++i) {
        const std::clock_t begin = std::clock();
        work();
        const double ms = static_cast<double>(std::clock() - begin) * 1000.0 / CLOCKS_PER_SEC;
        if (i == 0 || ms < best) best = ms;
    }
    std::printf("linear.%s.%s\t%.3f\n", name, size, best);
}

std::string repeated(const std::string& part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += part;
    return text;
}

/// Lists what is kept; it stops where that is not all.
void list(std::size_t expected) {
    native::HistoryFiles files;
    if (files.entries().size() != expected) std::abort();
}

void last_line(const char* size, std::size_t bytes) {
    const DataFolder folder;
    const std::string text = repeated(R"({"t":5,"event":"node.text","node":"1.1","text":"Because"})"
                                      "\n",
                                      std::size_t{64} << 20U);
    std::string last = test::log_finished;
    last.insert(last.find('{') + 1, R"("more":")" + std::string(bytes, 'x') + R"(",)");
    folder.keep(1, test::log_started + text + last);
    time("last_line", size, [] { list(1); });
}

void history(const char* size, int count) {
    const DataFolder folder;
    for (int i = 0; i < count; ++i)
        folder.keep(i, test::log_started + std::string(test::log_finished));
    time("history", size, [count] { list(static_cast<std::size_t>(count)); });
}

void models(const char* size, int count) {
    std::string list;
    std::string members = R"({"data":[{"id":"m")";
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        list += (i == 0 ? R"({"data":[{"id":"m)" : R"(,{"id":"m)") + number + "\"}";
        members += ",\"k" + number + "\":" + number;
    }
    list += "]}";
    members += "}]}";
    time("models", size, [&] { (void)wire::decode_model_list(200, list, {}); });
    time("members", size, [&] { (void)wire::decode_model_list(200, members, {}); });
}

}  // namespace

int main() {
    last_line("n", std::size_t{4} << 20U);
    last_line("4n", std::size_t{16} << 20U);
    history("n", 2500);
    history("4n", 10000);
    models("n", 25000);
    models("4n", 100000);
}
